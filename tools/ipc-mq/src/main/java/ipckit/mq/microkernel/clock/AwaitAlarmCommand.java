package ipckit.mq.microkernel.clock;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.DurationConverter;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.time.Duration;

/** {@code clock alarm}: waits until the clock rings. Prints nothing, like sleep(1). */
final class AwaitAlarmCommand implements Command {
    private final Argument<Duration> duration;
    private final ClientOptions client;

    AwaitAlarmCommand(Arguments arguments) {
        duration =
                arguments.operand(
                        "DURATION", "when the clock rings, from now on", DurationConverter.ANY);
        client = new ClientOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        // The instant is computed first, so that the search for the service does not delay it.
        String at = Long.toString(after(given.get(duration)));
        try (ServiceClient services = client.openSilent(given)) {
            byte[] _ = services.call("clock", ServiceMessage.of("alarm", at));
        }
        return ExitCode.OK.code();
    }

    /**
     * Returns the instant of the monotonic clock, in nanoseconds, at which a duration from now
     * ends. Returns the largest {@code long} if the instant would be later.
     */
    private static long after(Duration wait) {
        long now = System.nanoTime();
        return now + Math.min(wait.toNanos(), Long.MAX_VALUE - now);
    }
}
