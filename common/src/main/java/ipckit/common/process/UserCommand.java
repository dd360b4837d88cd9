package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.os.ExecutableSearch;
import ipckit.common.os.InheritedFile;

import java.nio.file.Path;
import java.util.List;

/**
 * A command of the user, which runs as a child process or replaces this program. Before a signal
 * ends this program, the child receives TERM. If the child has inherited standard output, the child
 * also receives TERM when the reader closes standard output. If a signal is already ending this
 * program, {@link #start} starts no child, and blocks until the program has ended.
 *
 * <p>An instance runs its command once and belongs to one thread.
 */
public final class UserCommand extends ProcessLaunch {
    /**
     * Describes a command.
     *
     * @param words the name of the command and its arguments, as {@link
     *     OwnCommandLine#exactArguments} returned them. The name is searched for on PATH unless it
     *     contains a slash
     */
    public UserCommand(List<String> words) {
        super(OwnCommandLine.bytesOf(words));
    }

    @Override
    ChildProcess spawn() {
        if (inheritsStdout()) {
            Shutdown.onClosedOutput();
        }
        return Shutdown.start(super::spawn);
    }

    /**
     * Opens a file that the command inherits.
     *
     * @return the number of the file's descriptor, in this process and in the command
     * @throws IpcException ABSENT if the file does not exist; DENIED if permissions forbid the
     *     access; IO for any other failure
     */
    public int inheriting(Path file, boolean writable) {
        return InheritedFile.open(file, writable).number();
    }

    /**
     * Checks that a program can be started. A caller that starts the program only later uses this
     * check to report a wrong name at once.
     *
     * @throws IpcException NOT_FOUND (127) if the program is not found, or CANNOT_RUN (126) if the
     *     program cannot be run
     */
    public static void check(String name) {
        ExecutableSearch search = ExecutableSearch.of(OwnCommandLine.bytesOf(name));
        if (!search.isExecutable()) {
            throw search.failure(name);
        }
    }
}
