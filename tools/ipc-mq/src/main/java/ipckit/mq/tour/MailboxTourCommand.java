package ipckit.mq.tour;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.Shutdown;
import ipckit.common.process.ThisProgram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code tour}: what is said against direct communication, shown by processes that name each other:
 * when one of them gets another name, all that name it have to be changed. Then the same with a
 * mailbox, which bears a name of its own.
 *
 * <p>Each line is a process: this program with the words that are shown. They have a home of their
 * own, so that no task of the user's is meant.
 */
public final class MailboxTourCommand implements Command {
    private static final String INDENT = "            ";

    private final Class<?> program;

    public MailboxTourCommand(Arguments arguments, Class<?> program) {
        this.program = program;
        arguments.mayExit(ExitCode.IO, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Path home = makeHome();
        Runnable cleanUp = () -> delete(home);
        Shutdown.before(cleanUp);
        try {
            new Tour(program, home, console.text()).run();
        } finally {
            cleanUp.run();
            Shutdown.forget(cleanUp);
        }
        return ExitCode.OK.code();
    }

    /** The processes of one tour. */
    private record Tour(Class<?> program, Path home, TextOutput out) {
        void run() {
            chapter("1. Direct communication: who sends names the receiver. Bob is known.");
            say("bob", "recv", "--as", "bob", "--drain");
            say("alice", "send", "--to", "bob", "--as", "alice", "from alice");
            say("carol", "send", "--to", "bob", "--as", "carol", "from carol");
            chapter("2. Symmetric: bob names the sender too. Asymmetric: he is told who it was.");
            say("bob", "recv", "--as", "bob", "--from", "alice");
            say("bob", "recv", "--as", "bob", "--format", "%s sent: %b");
            chapter("3. Bob is called robert from now on. Alice and carol do not know that.");
            say("bob", "rm", "--task", "bob");
            say("robert", "recv", "--as", "robert", "--drain");
            say("alice", "send", "--to", "bob", "--as", "alice", "from alice");
            say("carol", "send", "--to", "bob", "--as", "carol", "from carol");
            chapter(
                    "4. Whoever names bob has to be found and changed: first objection,"
                            + " modularity;");
            chapter("   and so has whoever names those, as far as it goes: second, it cascades.");
            say("alice", "send", "--to", "robert", "--as", "alice", "from alice");
            say("carol", "send", "--to", "robert", "--as", "carol", "from carol");
            say("robert", "recv", "--as", "robert", "-n", "2", "--format", "%s sent: %b");
            chapter("5. Indirect communication: a mailbox has a name, and nobody else's matters.");
            say("bob", "create", "post");
            say("alice", "send", "post", "from alice");
            say("bob", "recv", "post");
            chapter("6. Bob is called roberta now, and alice sends as before.");
            say("alice", "send", "post", "from alice");
            say("roberta", "recv", "post");
        }

        private void chapter(String title) {
            out.println(title).flush();
        }

        /** Lets a process do something, and tells what it said. */
        private void say(String who, String... words) {
            out.println("   " + (who + ":        ").substring(0, 9) + "ipc-mq " + shown(words));
            out.flush();
            Map<String, String> environment = new HashMap<>();
            environment.put("IPC_DIR", home.toString());
            environment.put("IPC_TASK", null);
            ChildProcess process = ThisProgram.start(program, List.of(words), environment);
            try {
                process.stdin().close();
                String said = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
                said.lines().forEach(line -> out.println(INDENT + line));
                int status = process.await().status();
                if (status != 0) {
                    out.println(INDENT + "exit code " + status);
                }
                out.flush();
            } catch (IOException e) {
                throw new IpcException(Category.IO, "cannot hear a process: " + e.getMessage(), e);
            } finally {
                process.closePipes();
            }
        }

        private static String shown(String[] words) {
            StringBuilder line = new StringBuilder();
            Arrays.asList(words)
                    .forEach(
                            word ->
                                    line.append(line.isEmpty() ? "" : " ")
                                            .append(word.contains(" ") ? "'" + word + "'" : word));
            return line.toString();
        }
    }

    private static Path makeHome() {
        try {
            return Files.createTempDirectory("ipckit-tour.");
        } catch (IOException e) {
            throw new IpcException(
                    Category.CANNOT_CREATE, "cannot make a directory: " + e.getMessage(), e);
        }
    }

    private static void delete(Path home) {
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : tree.toList().reversed()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // it has gone
        } catch (IOException | UncheckedIOException e) {
            throw new IpcException(Category.IO, "cannot delete " + home, e);
        }
    }
}
