package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.InheritedFile;
import ipckit.common.os.ProgramReplacement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command line that a user gave us to run. While it runs, a signal that ends us is passed on to
 * it first.
 */
public final class UserCommand {
    private final ProcessBuilder builder;
    private final Map<String, String> variables = new LinkedHashMap<>();

    /**
     * @param words the command and its arguments; found on PATH as a shell finds it
     */
    public UserCommand(List<String> words) {
        this.builder = new ProcessBuilder(words);
        builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }

    /** Gives it its standard input; otherwise it has ours. */
    public UserCommand reading(CommandInput input) {
        builder.redirectInput(input.file());
        return this;
    }

    /** Lets us write its standard input as it goes on. */
    public UserCommand feeding() {
        builder.redirectInput(ProcessBuilder.Redirect.PIPE);
        return this;
    }

    /** Lets us read what it writes; otherwise its standard output and standard error are ours. */
    public UserCommand answering() {
        builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
        builder.redirectError(ProcessBuilder.Redirect.PIPE);
        return this;
    }

    /** The same of its standard output alone. */
    public UserCommand answeringLines() {
        builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
        return this;
    }

    /** Sets a variable of its environment. */
    public UserCommand with(String variable, String value) {
        variables.put(variable, value);
        builder.environment().put(variable, value);
        return this;
    }

    /**
     * Opens a file that the command has, too, once this process has {@linkplain #become become} it.
     *
     * @return the number of its descriptor
     * @throws IpcException ABSENT, DENIED, IO
     */
    public int inheriting(Path file, boolean writable) {
        return InheritedFile.open(file, writable).number();
    }

    /**
     * Starts it.
     *
     * @throws IpcException NOT_FOUND (127) or CANNOT_RUN (126), as a shell says it
     */
    public Running start() {
        try {
            return new Running(Shutdown.start(builder));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Becomes the command, in this very process: its number, its streams and what was opened to be
     * inherited stay, and nobody waits for anybody. Never returns.
     *
     * @throws IpcException NOT_FOUND (127) or CANNOT_RUN (126), as a shell says it
     */
    public void become() {
        ProgramReplacement.execute(OwnCommandLine.bytesOf(builder.command()), variables);
        throw failure(null);
    }

    private IpcException failure(IOException cause) {
        return failure(builder.command().getFirst(), cause);
    }

    /** Why a program could not be started: as a shell tells the two apart. */
    static IpcException failure(String name, IOException cause) {
        return isThere(name)
                ? new IpcException(Category.CANNOT_RUN, "cannot run " + name, cause)
                : new IpcException(Category.NOT_FOUND, "command not found: " + name, cause);
    }

    /**
     * Says at once that a program cannot be started, where somebody else is to start it later.
     *
     * @throws IpcException NOT_FOUND (127) or CANNOT_RUN (126)
     */
    public static void check(String name) {
        try {
            if (found(name).noneMatch(f -> Files.isExecutable(f) && !Files.isDirectory(f))) {
                throw failure(name, null);
            }
        } catch (InvalidPathException e) {
            // Java cannot name it in this locale: whoever starts it will see.
        }
    }

    private static boolean isThere(String name) {
        try {
            return found(name).findAny().isPresent();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** What has that name where a shell looks for it. */
    private static Stream<Path> found(String name) {
        if (name.indexOf('/') >= 0) {
            return Stream.of(Path.of(name)).filter(Files::exists);
        }
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "/bin:/usr/bin" : path).split(":", -1))
                .map(directory -> Path.of(directory.isEmpty() ? "." : directory, name))
                .filter(Files::isRegularFile);
    }

    /**
     * One run of a given command.
     *
     * @param process for its pid and its standard input
     */
    public record Running(Process process) {

        /** Waits for its end; its exit status, or 128 + n when signal n ended it. */
        public int await() {
            return await(Long.MAX_VALUE, () -> {});
        }

        /**
         * The same, and does something again and again meanwhile.
         *
         * @param millis how often
         */
        public int await(long millis, Runnable meanwhile) {
            try {
                while (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                    meanwhile.run();
                }
                int status = process.exitValue();
                Shutdown.giveWay();
                return status;
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new IpcException(Category.FAILED, "interrupted", e);
            } finally {
                Shutdown.forget(process);
            }
        }
    }
}
