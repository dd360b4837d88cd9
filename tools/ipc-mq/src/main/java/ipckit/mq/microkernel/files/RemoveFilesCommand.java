package ipckit.mq.microkernel.files;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.EachOperand;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.files.store.FileStatus;

import java.util.List;

/** {@code file rm}: removes files. */
final class RemoveFilesCommand implements Command {
    private final Argument<List<String>> names;
    private final Argument<Boolean> ifPresent;
    private final ClientOptions client;

    RemoveFilesCommand(Arguments arguments) {
        names = arguments.operands("NAME", "one or more files", 1, FileNameConverter.ANY);
        ifPresent = arguments.flag("--if-present", "succeed for a NAME that does not exist");
        client = new ClientOptions(arguments);
    }

    /**
     * Removes one file after the other. After a failure, continues with the next file, as rm(1)
     * does. The first failure decides the exit code.
     */
    @Override
    public int run(ParsedArguments given, Console console) {
        try (ServiceClient services = client.openSilent(given)) {
            FileClient files = FileClient.of(services);
            return EachOperand.run(
                    "ipc-mq",
                    given.get(names),
                    console,
                    name -> EachOperand.remove(given.get(ifPresent), () -> remove(files, name)));
        }
    }

    /**
     * Removes a file. The request to remove it also succeeds if the file does not exist, so a
     * request for the status comes first.
     */
    private static void remove(FileClient files, String name) {
        try {
            FileStatus _ = files.status(name);
        } catch (IpcException e) {
            // A damaged file can be removed.
            if (e.category() != Category.CORRUPT) {
                throw e;
            }
        }
        files.remove(name);
    }
}
