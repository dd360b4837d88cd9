package ipckit.fan.textbook;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.output.ProcessTreeView.Node;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.PoolLimits;

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
public final class ProcessFan {
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
     * @param limits how many children there are, how long they may take to end, and what the exit
     *     status is made of
     * @param wish how the fan is printed, and when the parent waits
     * @param command what each child is; empty for one that prints
     */
    public record Plan(PoolLimits limits, TreeOptions.Wish wish, List<String> command) {}

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final FanExitStatus outcome;
    private ChildProcess last;
    private boolean failed;

    private ProcessFan(Plan plan, Console console, ProcessTree tree) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.outcome = new FanExitStatus(plan.limits.exit());
    }

    /**
     * Makes the fan, and returns when all children have ended; if nobody is to wait, when the
     * parent has done its part.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN, of the command
     */
    public static int run(Plan plan, Console console) {
        if (!plan.command.isEmpty()) {
            UserCommand.check(plan.command.getFirst());
        }
        try (ProcessTree tree = new ProcessTree(plan.limits.grace())) {
            return new ProcessFan(plan, console, tree).run();
        }
    }

    private int run() {
        try {
            for (int i = 1; i <= plan.limits.count(); i++) {
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
        switch (plan.wish.waiting()) {
            case BEFORE -> {
                await();
                print();
            }
            case AFTER -> {
                print();
                await();
            }
            case NONE -> {
                numbers.forEach((pid, i) -> nodes.add(child(pid, i, ProcessTreeView.UNKNOWN)));
                print();
            }
        }
        return finish();
    }

    private ProcessLaunch launch(int i) {
        ProcessLaunch launch;
        if (plan.command.isEmpty()) {
            boolean prints = plan.wish.form() == Form.TEXT;
            List<String> arguments =
                    List.of(
                            Integer.toString(i),
                            Long.toString(ourPid()),
                            plan.wish.waiting().name().toLowerCase(Locale.ROOT),
                            plan.wish.seconds(),
                            Long.toString(prints ? plan.wish.repeat() : 0));
            launch = tree.script(SCRIPT, OwnCommandLine.bytesOf(arguments));
        } else {
            launch = tree.launch(OwnCommandLine.bytesOf(plan.command));
        }
        return launch.with("IPC_INDEX", Integer.toString(i))
                .with("IPC_COUNT", Integer.toString(plan.limits.count()))
                .with("IPC_PARENT", Long.toString(ourPid()));
    }

    private static long ourPid() {
        return ProcessHandle.current().pid();
    }

    private void tellOfFailure() {
        console.error(
                "ipc-fan: cannot start child "
                        + (numbers.size() + 1)
                        + ": no more processes"
                        + (plan.wish.keep() ? "" : "; those before it were ended"));
        if (!plan.wish.keep()) {
            tree.end();
        }
    }

    private void await() {
        for (int left = numbers.size(); left > 0; ) {
            ChildProcess.Gone gone = ChildProcess.awaitAny();
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
        return new Node(i, pid, ourPid(), 0, ProcessTreeView.UNKNOWN, status);
    }

    /** The parent has left the loop because i had become too great; or because fork() failed. */
    private Node parent() {
        return new Node(
                numbers.size() + 1,
                ourPid(),
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L),
                failed ? -1 : last.pid(),
                ProcessTreeView.UNKNOWN,
                ProcessTreeView.UNKNOWN);
    }

    private void print() {
        if (plan.wish.form() == Form.TEXT) {
            plan.wish.tell(parent().line(), console);
        }
    }

    private int finish() {
        if (plan.wish.form() != Form.TEXT && plan.wish.form() != Form.NONE) {
            nodes.add(parent().withStatus(failed ? -1 : outcome.status()));
            new ProcessTreeView(nodes).print(plan.wish.form(), console);
        }
        return failed ? ExitCode.AROUND_COMMAND.code() : outcome.status();
    }
}
