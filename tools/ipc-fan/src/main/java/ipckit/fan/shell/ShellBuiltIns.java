package ipckit.fan.shell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;

import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The built-in commands of the verb {@code shell}. The shell performs a built-in command itself,
 * because a child process cannot change the state of the shell. Only one thread may use an
 * instance.
 */
final class ShellBuiltIns {
    /**
     * A script whose first argument is a {@code cd} command. The script prints the old directory,
     * performs the command, and prints the new directory. A zero byte follows each directory.
     */
    private static final String CHANGE_DIRECTORY =
            "printf '%s\\0' \"$PWD\"; eval \"$1\" >/dev/null && printf '%s\\0' \"$PWD\"";

    private static final int STATUS_AFTER_INTERRUPT = 128 + 2;

    private final CommandShell shell;
    private final ShellJobTable jobs;
    private final Console console;

    /** The directory in which commands start; null for the working directory of this process. */
    private byte[] directory;

    private byte[] previousDirectory;
    private boolean exiting;
    private OptionalInt exitStatus = OptionalInt.empty();

    ShellBuiltIns(CommandShell shell, ShellJobTable jobs, Console console) {
        this.shell = shell;
        this.jobs = jobs;
        this.console = console;
    }

    /** Returns whether {@code exit} was performed. */
    boolean isExiting() {
        return exiting;
    }

    /** Cancels the effect of {@code exit}, so that the shell continues. */
    void cancelExit() {
        exiting = false;
        exitStatus = OptionalInt.empty();
    }

    /** Returns the exit status that the user gave to {@code exit}, if any. */
    OptionalInt exitStatus() {
        return exitStatus;
    }

    /**
     * Makes a command start in the directory that the last {@code cd} chose. Also sets the
     * command's environment variable {@code OLDPWD} to the directory that was current before this
     * {@code cd}.
     */
    ProcessLaunch inDirectory(ProcessLaunch launch) {
        if (previousDirectory != null) {
            launch.with("OLDPWD", previousDirectory);
        }
        return directory == null ? launch : launch.in(directory);
    }

    /**
     * Performs a built-in command.
     *
     * @return the exit status of the command
     * @throws IpcException FAILED if the job that the command names does not exist; USAGE if the
     *     operand of {@code exit} is not an exit status
     */
    int run(ShellLine line) {
        List<String> words = line.words();
        switch (words.getFirst()) {
            case "jobs" -> {
                jobs.listed().forEach(job -> console.text().println(job.line()));
                console.text().flush();
            }
            case "fg" -> shell.continueInForeground(jobs.find(words));
            case "bg" -> shell.continueInBackground(jobs.find(words));
            case "wait" -> {
                return await(words) ? 0 : STATUS_AFTER_INTERRUPT;
            }
            case "cd" -> {
                return changeDirectory(line.command());
            }
            case "exit" -> {
                exitStatus = words.size() == 1 ? exitStatus : OptionalInt.of(status(words.get(1)));
                exiting = true;
            }
            default -> throw new AssertionError(line);
        }
        return 0;
    }

    private boolean await(List<String> words) {
        if (words.size() == 1) {
            return jobs.awaitNoneRunning();
        }
        return jobs.wasRemoved(words) || jobs.awaitNotRunning(jobs.find(words));
    }

    private static int status(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 255) {
            throw new IpcException(Category.USAGE, "exit: '" + text + "' is not a status");
        }
        return Integer.parseInt(text);
    }

    /**
     * Lets sh perform the {@code cd} command and report errors. If {@code cd} succeeds, later
     * commands start in the new directory.
     */
    private int changeDirectory(byte[] command) {
        try (Pipe answer = Pipe.make()) {
            ProcessLaunch launch = shell.script(CHANGE_DIRECTORY, List.of(command)).writing(answer);
            ChildProcess child = inDirectory(launch).start();
            answer.closeIn();
            byte[] paths = read(answer);
            ExitResult ended = child.await();
            if (ended.isSuccess()) {
                int end = 0;
                while (paths[end] != 0) {
                    end++;
                }
                previousDirectory = Arrays.copyOf(paths, end);
                directory = Arrays.copyOfRange(paths, end + 1, paths.length - 1);
            }
            return ended.status();
        }
    }

    private static byte[] read(Pipe answer) {
        try {
            return Channels.newInputStream(answer.out()).readAllBytes();
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read: " + e.getMessage(), e);
        }
    }
}
