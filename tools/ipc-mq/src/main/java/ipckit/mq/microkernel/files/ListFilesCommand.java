package ipckit.mq.microkernel.files;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.runner.Command;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.files.store.FileStatus;

import java.util.ArrayList;
import java.util.List;

/** {@code file ls}: lists the files. */
final class ListFilesCommand implements Command {
    private final ClientOptions client;
    private final Argument<Boolean> json;

    ListFilesCommand(Arguments arguments) {
        client = new ClientOptions(arguments);
        json = arguments.json();
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        List<FileStatus> files = new ArrayList<>();
        try (ServiceClient services = client.open(given)) {
            FileClient.of(services).list(files::add);
        }
        if (given.get(json)) {
            files.forEach(file -> printJson(file, console));
        } else {
            TextTable table = new TextTable().right("SIZE").left("NAME");
            files.forEach(
                    file ->
                            table.row(
                                    file.damaged() ? "damaged" : Long.toString(file.size()),
                                    file.name()));
            table.print(console.text());
        }
        return ExitCode.OK.code();
    }

    private static void printJson(FileStatus file, Console console) {
        console.json()
                .object()
                .field("name", file.name())
                .field("size", file.size())
                .field("damaged", file.damaged())
                .end()
                .endLine();
    }
}
