package ipckit.mq.tour;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ScratchDirectory;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.Shutdown;
import ipckit.common.process.ThisProgram;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code tour}: demonstrates with real processes a disadvantage of direct communication. When a
 * task is renamed, every program that sends to the task by its name must be changed. When the
 * messages go to a mailbox instead, the mailbox keeps its name and no sender is changed.
 *
 * <p>Each command line that the tour prints runs this program as a process. The processes have a
 * temporary {@code $IPC_DIR}, so that they do not touch the user's tasks and mailboxes.
 */
public final class MailboxTourCommand implements Command {
    private static final String INDENT = "            ";

    private final Class<?> program;

    public MailboxTourCommand(Arguments arguments, Class<?> program) {
        this.program = program;
        arguments.mayExit(
                ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ScratchDirectory home = ScratchDirectory.create("tour");
        Runnable cleanUp = home::close;
        Shutdown.addCleanUp(cleanUp);
        try {
            new Tour(program, home.path(), console.text()).runAll();
        } finally {
            home.close();
            Shutdown.removeCleanUp(cleanUp);
        }
        return ExitCode.OK.code();
    }

    /** One run of the tour. The directory {@code home} is the tour's {@code $IPC_DIR}. */
    private record Tour(Class<?> program, Path home, TextOutput out) {
        void runAll() {
            heading("1. Direct communication: the sender names the receiver. Bob registers.");
            run("bob", "recv", "--as", "bob", "--drain");
            run("alice", "send", "--to", "bob", "--as", "alice", "from alice");
            run("carol", "send", "--to", "bob", "--as", "carol", "from carol");
            heading(
                    "2. Symmetric: bob names the sender, too. Asymmetric: bob learns the sender's"
                            + " name.");
            run("bob", "recv", "--as", "bob", "--from", "alice");
            run("bob", "recv", "--as", "bob", "--format", "%s sent: %b");
            heading("3. Bob is renamed robert. Alice and carol still send to bob.");
            run("bob", "rm", "--task", "bob");
            run("robert", "recv", "--as", "robert", "--drain");
            run("alice", "send", "--to", "bob", "--as", "alice", "from alice");
            run("carol", "send", "--to", "bob", "--as", "carol", "from carol");
            heading(
                    "4. Every program that names bob must be found and changed: the first"
                            + " objection, modularity.");
            heading(
                    "   Programs that name those may have to change in turn: the second"
                            + " objection.");
            run("alice", "send", "--to", "robert", "--as", "alice", "from alice");
            run("carol", "send", "--to", "robert", "--as", "carol", "from carol");
            run("robert", "recv", "--as", "robert", "-n", "2", "--format", "%s sent: %b");
            heading("5. Indirect communication: only the mailbox has a name that matters.");
            run("bob", "create", "post");
            run("alice", "send", "post", "from alice");
            run("bob", "recv", "post");
            heading("6. Bob is renamed roberta. Alice sends as before.");
            run("alice", "send", "post", "from alice");
            run("roberta", "recv", "post");
        }

        private void heading(String title) {
            out.println(title).flush();
        }

        /**
         * Prints a command line and runs the command. Then prints the command's output, and the
         * exit code if the command has failed.
         */
        private void run(String task, String... words) {
            out.println("   " + (task + ":        ").substring(0, 9) + "ipc-mq " + shown(words));
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
    }
}
