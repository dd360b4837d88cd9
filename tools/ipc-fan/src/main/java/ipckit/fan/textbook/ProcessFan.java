package ipckit.fan.textbook;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.output.ProcessTreeView.Node;
import ipckit.common.daemon.Readiness;
import ipckit.common.process.AdoptionScript;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Pipe;
import ipckit.common.process.PoolWork;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.PoolLimits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A fan, as in a textbook on operating systems: this process is the parent of n children. Each
 * child runs the user's command. If there is no command, each child prints a line about itself, in
 * the format of the textbook's program. A child that prints a line is a process of sh, because Java
 * cannot run code in a child between fork and exec.
 */
public final class ProcessFan {
    /**
     * The script of a child that prints a line about itself. With {@code --wait none} the script
     * first waits until the parent has ended and another process has adopted the child.
     */
    private static final String SCRIPT =
            AdoptionScript.TEXT
                    + """
                    i=$1 parent=$2 wait=$3 sleep=$4 repeat=$5 adopter=$2 status=0
                    [ "$wait" != none ] || await_adoption "$parent" <&6
                    while [ "$repeat" -gt 0 ]; do
                        [ "$sleep" = 0 ] || sleep "$sleep"
                        echo "i:$i  process ID:$$  parent ID:$adopter  child ID:0" >&2 || status=74
                        repeat=$((repeat - 1))
                    done
                    exit $status
                    """;

    /** The descriptor from which the {@link #SCRIPT} reads the pipe {@link #lifeline}. */
    private static final int LIFELINE = 6;

    /** The script of a child that sleeps and then executes the user's command. */
    private static final String SLEEPING_COMMAND = "sleep \"$1\"; shift; exec \"$@\"";

    /**
     * The values of the options of a fan. If {@code settles} is true, this process passes a first
     * HUP, INT or TERM on to the children, but not to the other processes of the tree. It then
     * waits until the children have finished their work and ended.
     *
     * @param limits the number of children, the time between TERM and KILL, and the rule for the
     *     exit status
     * @param wish the values of the options that all verbs for process trees have, such as {@code
     *     --wait} and {@code --format}
     * @param command the words of the user's command; empty if each child prints a line about
     *     itself instead of running a command
     * @param settles whether the children finish their work after a first signal
     */
    public record Plan(
            PoolLimits limits, TreeOptions.Settings wish, List<String> command, boolean settles) {}

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;

    /**
     * Maps the process ID of each child to the number of the child, in the order of the numbers.
     */
    private final Map<Long, Integer> indexes = new LinkedHashMap<>();

    private final List<Node> nodes = new ArrayList<>();
    private final FanExitStatus exitStatus;

    /**
     * The pipe at which the children wait for the end of this process. This process never closes
     * the writing end, so the children read end of file when this process has ended. Null unless
     * {@code --wait none} is given.
     */
    private final Pipe lifeline;

    private ChildProcess last;
    private boolean failed;

    private ProcessFan(Plan plan, Console console, ProcessTree tree) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.exitStatus = new FanExitStatus(plan.limits.exit());
        this.lifeline = plan.wish.waiting() == TreeOptions.Moment.NONE ? Pipe.make() : null;
    }

    /**
     * Creates the fan, waits until all children have ended, and returns. With {@code --wait none},
     * returns without this wait.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN if the command cannot be run
     */
    public static int run(Plan plan, Console console) {
        if (!plan.command.isEmpty()) {
            UserCommand.check(plan.command.getFirst());
        }
        try (ProcessTree tree = new ProcessTree(plan.limits.killAfter())) {
            return new ProcessFan(plan, console, tree).run();
        }
    }

    private int run() {
        try {
            for (int i = 1; i <= plan.limits.jobs(); i++) {
                last = launch(i).start();
                indexes.put(last.pid(), i);
            }
        } catch (IpcException e) {
            if (e.category() != Category.NO_PROCESS) {
                tree.end();
                throw e;
            }
            failed = true;
            reportNotStarted();
        }
        switch (plan.wish.waiting()) {
            case BEFORE -> {
                try (PoolWork _ = plan.settles ? begin() : null) {
                    Readiness.announce();
                    await();
                }
                print();
            }
            case AFTER -> {
                print();
                await();
            }
            case NONE -> {
                indexes.forEach((pid, i) -> nodes.add(child(pid, i, ProcessTreeView.UNKNOWN)));
                print();
            }
        }
        return finish();
    }

    private PoolWork begin() {
        return PoolWork.begin(
                null,
                () -> tree.passOn(member -> indexes.containsKey(member.pid())),
                () ->
                        console.message(
                                "ipc-fan: running commands finish, a second signal ends them"));
    }

    private ProcessLaunch launch(int i) {
        ProcessLaunch launch = plan.command.isEmpty() ? printingChild(i) : commandChild();
        return launch.with("IPC_INDEX", Integer.toString(i))
                .with("IPC_COUNT", Integer.toString(plan.limits.jobs()))
                .with("IPC_PARENT", Long.toString(ourPid()));
    }

    private ProcessLaunch printingChild(int i) {
        boolean prints = plan.wish.form() == Form.TEXT;
        List<String> arguments =
                List.of(
                        Integer.toString(i),
                        Long.toString(ourPid()),
                        plan.wish.waiting().name().toLowerCase(Locale.ROOT),
                        plan.wish.seconds(),
                        Long.toString(prints ? plan.wish.repeat() : 0));
        ProcessLaunch launch = tree.script(SCRIPT, OwnCommandLine.bytesOf(arguments));
        return lifeline == null ? launch : launch.reading(LIFELINE, lifeline);
    }

    private ProcessLaunch commandChild() {
        if (plan.wish.sleep().isZero()) {
            return tree.launch(OwnCommandLine.bytesOf(plan.command));
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(plan.wish.seconds());
        arguments.addAll(plan.command);
        return tree.script(SLEEPING_COMMAND, OwnCommandLine.bytesOf(arguments));
    }

    private static long ourPid() {
        return ProcessHandle.current().pid();
    }

    private void reportNotStarted() {
        console.error(
                "ipc-fan: cannot start child "
                        + (indexes.size() + 1)
                        + ": no more processes"
                        + (plan.wish.keep() ? "" : "; those before it were ended"));
        if (!plan.wish.keep()) {
            tree.end();
        }
    }

    private void await() {
        for (int left = indexes.size(); left > 0; ) {
            ChildProcess gone = ChildProcess.awaitAny();
            Integer i = indexes.get(gone.pid());
            if (i != null) {
                left--;
                int status = gone.await().status();
                nodes.add(child(gone.pid(), i, status));
                exitStatus.add(status);
            }
        }
    }

    private static Node child(long pid, int i, int status) {
        return new Node(i, pid, ourPid(), 0, ProcessTreeView.UNKNOWN, status);
    }

    /**
     * Returns the parent as a node of the printed tree. Each node has a value i, which is the loop
     * variable of the textbook's program. For the parent, i is the number of started children plus
     * one, because the parent increments i after each fork().
     */
    private Node parent() {
        return new Node(
                indexes.size() + 1,
                ourPid(),
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L),
                failed ? -1 : last.pid(),
                ProcessTreeView.UNKNOWN,
                ProcessTreeView.UNKNOWN);
    }

    /**
     * Prints the parent's line about itself if the output format is {@link Form#TEXT}; otherwise
     * prints nothing. Children that run the user's command print no lines about themselves, so this
     * method prints the lines about the children before the parent's line.
     */
    private void print() {
        if (plan.wish.form() != Form.TEXT) {
            return;
        }
        if (!plan.command.isEmpty()) {
            indexes.forEach(
                    (pid, i) -> console.report(child(pid, i, ProcessTreeView.UNKNOWN).line()));
        }
        plan.wish.tell(parent().line(), console);
    }

    private int finish() {
        if (plan.wish.form() != Form.TEXT && plan.wish.form() != Form.NONE) {
            nodes.add(parent().withStatus(failed ? -1 : exitStatus.status()));
            new ProcessTreeView(nodes).print(plan.wish.form(), console);
        }
        return failed ? ExitCode.AROUND_COMMAND.code() : exitStatus.status();
    }
}
