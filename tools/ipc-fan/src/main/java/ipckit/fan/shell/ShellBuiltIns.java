package ipckit.fan.shell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** What a shell has to do itself, since no child can do it for it. Belongs to one thread. */
final class ShellBuiltIns {
    private static final int PATH_MAX = 4096;

    /** Changes the directory as the system's shell understands that; tells where it was and is. */
    private static final String CHANGE_DIRECTORY =
            "printf '%s\\0' \"$PWD\"; eval \"$1\" >/dev/null && printf '%s\\0' \"$PWD\"";

    private static final int INTERRUPTED = 128 + 2;

    private final CommandShell shell;
    private final ShellJobTable jobs;
    private final Console console;

    /** Where commands are run; null where we are. */
    private byte[] directory;

    private byte[] before;
    private boolean exiting;
    private OptionalInt exit = OptionalInt.empty();

    ShellBuiltIns(CommandShell shell, ShellJobTable jobs, Console console) {
        this.shell = shell;
        this.jobs = jobs;
        this.console = console;
    }

    /** Whether the end was asked for. */
    boolean isExiting() {
        return exiting;
    }

    /** The exit status that was asked for, if one was. */
    OptionalInt exit() {
        return exit;
    }

    /** Lets a command begin where we are by now. */
    ProcessLaunch inDirectory(ProcessLaunch launch) {
        if (before != null) {
            launch.with("OLDPWD", before);
        }
        return directory == null ? launch : launch.in(directory);
    }

    /**
     * Does it.
     *
     * @return its exit status
     * @throws IpcException FAILED, USAGE
     */
    int run(ShellLine line) {
        List<String> words = line.words();
        switch (words.getFirst()) {
            case "jobs" -> {
                jobs.listed().forEach(job -> console.text().println(job.line()));
                console.text().flush();
            }
            case "fg" -> shell.bringToFront(jobs.find(words));
            case "bg" -> shell.sendToBack(jobs.find(words));
            case "wait" -> {
                return await(words) ? 0 : INTERRUPTED;
            }
            case "cd" -> {
                return changeDirectory(line.command());
            }
            case "exit" -> {
                exit = words.size() == 1 ? exit : OptionalInt.of(status(words.get(1)));
                exiting = true;
            }
            default -> throw new AssertionError(line);
        }
        return 0;
    }

    private boolean await(List<String> words) {
        if (words.size() == 1) {
            return jobs.awaitRest();
        }
        return jobs.hasBeen(words) || jobs.awaitRest(jobs.find(words));
    }

    private static int status(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 255) {
            throw new IpcException(Category.USAGE, "exit: '" + text + "' is not a status");
        }
        return Integer.parseInt(text);
    }

    /** What is wrong tells the system's shell. */
    private int changeDirectory(byte[] command) {
        try (Pipe answer = Pipe.make()) {
            ProcessLaunch launch = shell.script(CHANGE_DIRECTORY, List.of(command)).writing(answer);
            ChildProcess child = inDirectory(launch).start();
            answer.closeIn();
            byte[] paths = read(answer);
            ExitResult ended = child.await();
            if (ended.isWell()) {
                int end = 0;
                while (paths[end] != 0) {
                    end++;
                }
                before = Arrays.copyOf(paths, end);
                directory = Arrays.copyOfRange(paths, end + 1, paths.length - 1);
            }
            return ended.status();
        }
    }

    private static byte[] read(Pipe answer) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(PATH_MAX);
        try {
            while (answer.out().read(piece.clear()) > 0) {
                path.write(piece.array(), 0, piece.position());
            }
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read: " + e.getMessage(), e);
        }
        return path.toByteArray();
    }
}
