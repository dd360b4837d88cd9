package ipckit.mq.microkernel.clock;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.wire.ServiceMessage;

/**
 * {@code clock now}: prints the date and time that the clock tells. The JSON also has the time of
 * the monotonic clock, from which a program can compute the instant of an alarm.
 */
final class ShowClockCommand implements Command {
    private final ClientOptions client;
    private final Argument<Boolean> json;

    ShowClockCommand(Arguments arguments) {
        client = new ClientOptions(arguments);
        json = arguments.json();
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ClockReading now;
        try (ServiceClient services = client.open(given)) {
            now = ClockReading.parse(services.call("clock", ServiceMessage.of("now")));
        }
        if (given.get(json)) {
            console.json()
                    .object()
                    .field("time", now.date())
                    .field("monotonic_ns", now.nanos())
                    .end()
                    .endLine();
        } else {
            console.text().println(now.date());
        }
        return ExitCode.OK.code();
    }
}
