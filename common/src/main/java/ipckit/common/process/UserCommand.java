package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.ExecutableSearch;
import ipckit.common.os.InheritedFile;
import ipckit.common.os.ProgramReplacement;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command of the user, which runs as a child process or replaces this program. When a signal ends
 * this process, the child gets TERM first. By default the command has the streams of this process.
 *
 * <p>An instance runs its command once and belongs to one thread.
 */
public final class UserCommand {
    private final String name;
    private final List<byte[]> words;
    private final ProcessLaunch launch;
    private final Map<String, byte[]> variables = new LinkedHashMap<>();

    /**
     * Describes a command.
     *
     * @param words the command, searched for as a shell does, and its arguments, each as {@link
     *     OwnCommandLine#exactArguments} returned it
     */
    public UserCommand(List<String> words) {
        this.name = words.getFirst();
        this.words = OwnCommandLine.bytesOf(words);
        this.launch = new ProcessLaunch(this.words).endedAtShutdown();
    }

    /** Makes the command's standard input a file in memory. */
    public UserCommand reading(CommandInput input) {
        launch.reading(input);
        return this;
    }

    /** Makes a pipe to the command's standard input: {@link ChildProcess#stdin}. */
    public UserCommand pipingStdin() {
        launch.pipingStdin();
        return this;
    }

    /** Makes a pipe from the command's standard output: {@link ChildProcess#stdout}. */
    public UserCommand pipingStdout() {
        launch.pipingStdout();
        return this;
    }

    /** Makes a pipe from the command's standard error: {@link ChildProcess#stderr}. */
    public UserCommand pipingStderr() {
        launch.pipingStderr();
        return this;
    }

    /**
     * Sets a variable of the command's environment to a text, which is encoded as words of the
     * command line are.
     */
    public UserCommand with(String variable, String value) {
        return with(variable, OwnCommandLine.bytesOf(value));
    }

    /**
     * Sets a variable of the command's environment to a path, which is encoded as the JDK encodes
     * file names.
     */
    public UserCommand with(String variable, Path value) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        return with(variable, value.toString().getBytes(Charset.forName(encoding)));
    }

    private UserCommand with(String variable, byte[] value) {
        variables.put(variable, value);
        launch.with(variable, value);
        return this;
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
     * Starts the command as a child process. Once a signal is ending this process, this method
     * starts nothing and never returns.
     *
     * @throws IpcException NOT_FOUND (127) if the command is not found, or CANNOT_RUN (126) if it
     *     cannot be run, as in a shell
     */
    public ChildProcess start() {
        return launch.start();
    }

    /**
     * Replaces this program by the command, in the same process: the process keeps its pid, its
     * streams and the inherited files, and no process waits for another. Never returns.
     *
     * @throws IpcException NOT_FOUND (127) if the command is not found, or CANNOT_RUN (126) if it
     *     cannot be run, as in a shell
     */
    public void replaceThisProgram() {
        ProgramReplacement.execute(words, variables);
        throw failure(name, ExecutableSearch.of(words.getFirst()));
    }

    /**
     * Returns the exception for a program that was not found, or that cannot be run, as a shell
     * distinguishes them.
     */
    static IpcException failure(String name, ExecutableSearch search) {
        return search.isFound()
                ? new IpcException(Category.CANNOT_RUN, "cannot run " + name)
                : new IpcException(Category.NOT_FOUND, "command not found: " + name);
    }

    /**
     * Checks that a program can be started. A caller that starts the program later reports a wrong
     * name early.
     *
     * @throws IpcException NOT_FOUND (127) if the program is not found, or CANNOT_RUN (126) if it
     *     cannot be run
     */
    public static void check(String name) {
        ExecutableSearch search = ExecutableSearch.of(OwnCommandLine.bytesOf(name));
        if (!search.isExecutable()) {
            throw failure(name, search);
        }
    }
}
