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
import java.util.ArrayList;
import java.util.List;

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
        List<String> names = new ArrayList<>();
        try (ServiceClient services = client.open(given)) {
            List<String> page = page(services, ServiceMessage.of("ls"));
            while (!page.isEmpty()) {
                names.addAll(page);
                page = page(services, ServiceMessage.of("ls", page.getLast()));
            }
        }
        for (String name : names) {
            if (given.get(json)) {
                console.json().object().field("name", name).end().endLine();
            } else {
                console.text().println(name);
            }
        }
        return ExitCode.OK.code();
    }

    private static List<String> page(ServiceClient services, ServiceMessage request) {
        return new String(services.callNames(request, null), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
