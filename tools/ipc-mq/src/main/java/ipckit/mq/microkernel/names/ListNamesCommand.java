package ipckit.mq.microkernel.names;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.nio.charset.StandardCharsets;

/** {@code name ls}: lists the names that the name server knows. */
final class ListNamesCommand implements Command {
    private final ClientOptions client;
    private final Argument<Boolean> json;

    ListNamesCommand(Arguments arguments) {
        client = new ClientOptions(arguments);
        json = arguments.json();
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        String names;
        try (ServiceClient services = client.open(given)) {
            names =
                    new String(
                            services.callNames(ServiceMessage.of("ls"), null),
                            StandardCharsets.UTF_8);
        }
        for (String name : names.lines().toList()) {
            if (given.get(json)) {
                console.json().object().field("name", name).end().endLine();
            } else {
                console.text().println(name);
            }
        }
        return ExitCode.OK.code();
    }
}
