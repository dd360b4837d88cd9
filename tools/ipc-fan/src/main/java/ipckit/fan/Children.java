package ipckit.fan;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.ProcessTree;
import ipckit.common.cli.ProcessTree.Form;
import ipckit.common.cli.ProcessTree.Node;
import ipckit.common.process.Child;
import ipckit.common.process.CommandLine;
import ipckit.common.process.GivenCommand;
import ipckit.common.process.Launch;
import ipckit.common.process.Tree;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The textbook's fan: this process is the parent, and has n children. Each child is the user's
 * command, or a shell that prints the textbook's line: Java cannot run anything between fork and
 * exec.
 */
final class Children {
    /** What a child does that has no command. */
    private static final String SCRIPT =
            """
            i=$1 parent=$2 wait=$3 sleep=$4 repeat=$5 adopter=$2
            [ "$wait" != none ] ||
                until read -r _ _ _ adopter _ <"/proc/$$/stat" && [ "$adopter" != "$parent" ]; do
                    sleep 0.01
                done
            while [ "$repeat" -gt 0 ]; do
                [ "$sleep" = 0 ] || sleep "$sleep"
                echo "i:$i  process ID:$$  parent ID:$adopter  child ID:0" >&2
                repeat=$((repeat - 1))
            done
            """;

    /**
     * What a user has asked for.
     *
     * @param count how many children there are
     * @param waiting when the parent waits for them
     * @param sleep how long each process sleeps before each line
     * @param repeat how often each prints its line
     * @param form in which form the fan is printed
     * @param keep whether the children so far go on when one cannot be started
     * @param grace how long they may take to end
     * @param exit what the exit status is made of
     * @param command what each child is; empty for one that prints
     */
    record Plan(
            int count,
            Moment waiting,
            Duration sleep,
            long repeat,
            Form form,
            boolean keep,
            Duration grace,
            ExitRule exit,
            List<String> command) {}

    private final Plan plan;
    private final Console console;
    private final Tree tree;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Outcome outcome;
    private Child last;
    private boolean failed;

    private Children(Plan plan, Console console, Tree tree) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.outcome = new Outcome(plan.exit);
    }

    /**
     * Makes the fan, and returns when all children have ended; if nobody is to wait, when the
     * parent has done its part.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN, of the command
     */
    static int run(Plan plan, Console console) {
        if (!plan.command.isEmpty()) {
            GivenCommand.check(plan.command.getFirst());
        }
        try (Tree tree = new Tree(plan.grace)) {
            return new Children(plan, console, tree).run();
        }
    }

    private int run() {
        try {
            for (int i = 1; i <= plan.count; i++) {
                last = launch(i).start();
                numbers.put(last.pid(), i);
            }
        } catch (IpcException e) {
            if (e.category() != Category.NO_PROCESS) {
                tree.end();
                throw e;
            }
            failed = true;
            tellOfFailure();
        }
        switch (plan.waiting) {
            case BEFORE -> {
                await();
                print();
            }
            case AFTER -> {
                print();
                await();
            }
            case NONE -> {
                numbers.forEach((pid, i) -> nodes.add(child(pid, i, ProcessTree.UNKNOWN)));
                print();
            }
        }
        return finish();
    }

    private Launch launch(int i) {
        Launch launch;
        if (plan.command.isEmpty()) {
            boolean prints = plan.form == Form.TEXT;
            launch =
                    tree.script(
                            SCRIPT,
                            List.of(
                                    ascii(Integer.toString(i)),
                                    ascii(Long.toString(ourPid())),
                                    ascii(plan.waiting.name().toLowerCase(Locale.ROOT)),
                                    ascii(seconds(plan.sleep)),
                                    ascii(Long.toString(prints ? plan.repeat : 0))));
        } else {
            launch = tree.launch(CommandLine.bytesOf(plan.command));
        }
        return launch.with("IPC_INDEX", Integer.toString(i))
                .with("IPC_COUNT", Integer.toString(plan.count))
                .with("IPC_PARENT", Long.toString(ourPid()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String seconds(Duration time) {
        return time.isZero() ? "0" : String.format("%d.%09d", time.toSeconds(), time.toNanosPart());
    }

    private static long ourPid() {
        return ProcessHandle.current().pid();
    }

    private void tellOfFailure() {
        console.error(
                "ipc-fan: cannot start child "
                        + (numbers.size() + 1)
                        + ": no more processes"
                        + (plan.keep ? "" : "; those before it were ended"));
        if (!plan.keep) {
            tree.end();
        }
    }

    private void await() {
        for (int left = numbers.size(); left > 0; ) {
            Child.Gone gone = Child.awaitAny();
            Integer i = numbers.get(gone.pid());
            if (i != null) {
                left--;
                int status = gone.ended().status();
                nodes.add(child(gone.pid(), i, status));
                outcome.ended(status);
            }
        }
    }

    private static Node child(long pid, int i, int status) {
        return new Node(i, pid, ourPid(), 0, ProcessTree.UNKNOWN, status);
    }

    /** The parent has left the loop because i had become too great; or because fork() failed. */
    private Node parent() {
        return new Node(
                numbers.size() + 1,
                ourPid(),
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L),
                failed ? -1 : last.pid(),
                ProcessTree.UNKNOWN,
                ProcessTree.UNKNOWN);
    }

    private void print() {
        if (plan.form != Form.TEXT) {
            return;
        }
        String line = parent().line();
        for (long left = plan.repeat; left > 0; left--) {
            try {
                Thread.sleep(plan.sleep);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IpcException(Category.FAILED, "interrupted", e);
            }
            console.error(line);
        }
    }

    private int finish() {
        if (plan.form != Form.TEXT && plan.form != Form.NONE) {
            nodes.add(parent().withStatus(failed ? -1 : outcome.status()));
            new ProcessTree(nodes).print(plan.form, console);
        }
        return failed ? ExitCode.AROUND_COMMAND.code() : outcome.status();
    }
}
