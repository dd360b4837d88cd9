package ipckit.mq.tour;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ProcessTree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the commands of a tour, and prints each command with its output. An instance belongs to one
 * thread.
 */
final class Stage implements AutoCloseable {
    private static final String INDENT = "            ";

    /** The time between two looks at a state that a story waits for. */
    private static final long LOOK_NANOS = 20_000_000;

    private final Class<?> program;
    private final Path home;
    private final TextOutput out;
    private final ProcessTree tree;
    private final List<ChildProcess> background = new ArrayList<>();

    /**
     * Prepares to run commands.
     *
     * @param program the main class of this program
     * @param home the {@code $IPC_DIR} of the commands
     * @param tree the tree to which the processes of the commands belong
     */
    Stage(Class<?> program, Path home, TextOutput out, ProcessTree tree) {
        this.program = program;
        this.home = home;
        this.out = out;
        this.tree = tree;
    }

    /** Prints a sentence of the story. */
    void heading(String title) {
        out.println(title).flush();
    }

    /** Prints an event that no command has caused, such as the death of a process. */
    void event(String what) {
        out.println("   " + what).flush();
    }

    /**
     * Prints a command line and runs the command. Then prints the command's output, and the exit
     * code if the command has failed.
     *
     * @param actor the word before the command: the task that acts
     */
    void run(String actor, String... words) {
        show(actor, words, "");
        print(finished(new byte[0], words));
    }

    /** Like {@link #run}, but the command reads {@code input} from its standard input. */
    void feed(String actor, byte[] input, String... words) {
        show(actor, words, " <FILE");
        print(finished(input, words));
    }

    /** Prints a command line and starts the command. The command runs until {@link #finish}. */
    ChildProcess start(String actor, String... words) {
        show(actor, words, " &");
        ChildProcess started = start(words);
        background.add(started);
        return started;
    }

    /** Waits until a command in the background has ended, and prints its output. */
    void finish(ChildProcess process) {
        background.remove(process);
        print(outcome(process));
    }

    /** Runs a command without printing it. Returns what it has written. */
    String quietly(String... words) {
        return finished(new byte[0], words).output();
    }

    /**
     * Runs a command with {@code input} as its standard input, and prints nothing. Returns the
     * command's exit status.
     */
    int quietly(byte[] input, String... words) {
        return finished(input, words).status();
    }

    /**
     * Waits until a condition is true.
     *
     * @param needed the command in the background that makes the condition true
     * @param state returns whether the condition is true
     * @throws IpcException REMOVED if the command ends before the condition is true
     */
    static void await(ChildProcess needed, BooleanSupplier state) {
        while (!state.getAsBoolean()) {
            if (!needed.isAlive()) {
                throw new IpcException(
                        Category.REMOVED, "a command of the tour has ended too early");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void show(String actor, String[] words, String end) {
        out.println("   " + (actor + ":        ").substring(0, 9) + "ipc-mq " + shown(words) + end);
        out.flush();
    }

    private void print(Outcome outcome) {
        outcome.output().lines().forEach(line -> out.println(INDENT + line));
        if (outcome.status() != 0) {
            out.println(INDENT + "exit code " + outcome.status());
        }
        out.flush();
    }

    private ChildProcess start(String... words) {
        return tree.program(program, List.of(words))
                .with("IPC_DIR", home)
                .without("IPC_TASK")
                .start();
    }

    /** The output and the exit status of a command. */
    private record Outcome(String output, int status) {}

    private Outcome finished(byte[] input, String... words) {
        ChildProcess process = start(words);
        try {
            process.stdin().write(input);
            process.stdin().close();
        } catch (IOException e) {
            // The command has ended without reading its input.
        }
        return outcome(process);
    }

    private static Outcome outcome(ChildProcess process) {
        try {
            String output = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(output, process.await().status());
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot read the output of a process: " + e.getMessage(), e);
        } finally {
            process.closePipes();
        }
    }

    private static String shown(String[] words) {
        return Stream.of(words)
                .map(word -> word.contains(" ") ? "'" + word + "'" : word)
                .collect(Collectors.joining(" "));
    }

    /** Ends all commands that still run. */
    @Override
    public void close() {
        tree.end();
        for (ChildProcess process : background) {
            process.closePipes();
            process.await();
        }
    }
}
