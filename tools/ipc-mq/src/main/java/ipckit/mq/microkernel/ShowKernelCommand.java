package ipckit.mq.microkernel;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.runner.Command;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.nio.charset.StandardCharsets;

/** {@code kernel stat}: shows the services of the kernel. */
final class ShowKernelCommand implements Command {
    private final ClientOptions client;
    private final Argument<Boolean> json;

    ShowKernelCommand(Arguments arguments) {
        client = new ClientOptions(arguments);
        json = arguments.json();
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        String lines;
        try (ServiceClient services = client.open(given)) {
            byte[] reply = services.callKernel(ServiceMessage.of("stat"));
            lines = new String(reply, StandardCharsets.UTF_8);
        }
        TextTable table =
                new TextTable().left("SERVICE", "STATE").right("PID", "RESTARTS", "REQUESTS");
        lines.lines().map(line -> line.split(" ")).forEach(row -> show(row, given, console, table));
        table.print(console.text());
        return ExitCode.OK.code();
    }

    private void show(String[] row, ParsedArguments given, Console console, TextTable table) {
        if (given.get(json)) {
            console.json()
                    .object()
                    .field("service", row[0])
                    .field("state", row[1])
                    .field("pid", Long.parseLong(row[2]))
                    .field("restarts", Long.parseLong(row[3]))
                    .field("requests", Long.parseLong(row[4]))
                    .end()
                    .endLine();
        } else {
            table.row(row);
        }
    }
}
