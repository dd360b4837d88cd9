package ipckit.chain.textbook;

import ipckit.chain.supervision.ChainExitRule;
import ipckit.chain.supervision.DaemonThreads;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.option.TreeOptions.Moment;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.output.ProcessTreeView.Node;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Subreaper;
import ipckit.common.process.UserCommand;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Runs the chain of processes that textbooks on operating systems make with fork(2): each process
 * starts the next one. Normally this process is chain process 1, the head. The other chain
 * processes are shells; each shell is started by the process before it and reports to the head over
 * a pipe. The head is a subreaper: when a chain process is killed, the head adopts the processes
 * that the killed process has orphaned. The head then ends all chain processes after the killed
 * one.
 *
 * <p>With {@code --wait none}, the head does not wait for its child, so it may end before the rest
 * of the chain. But with some values of {@code --format}, such as JSON, the output is printed when
 * all chain processes have ended, and a process must wait until then. If {@code --wait none} and
 * such a format are given, this process is not part of the chain: it starts a shell as chain
 * process 1, reads the reports of all chain processes, and prints the chain.
 */
final class TextbookChain {
    private static final int REPORTS = 3;

    /**
     * The validated command line of {@code ipc-chain -n N} and of {@code ipc-chain run}.
     *
     * @param count the number of chain processes, the head included
     * @param wish the values of the options of {@link TreeOptions}, such as {@code --wait}
     * @param killAfter the time between TERM and KILL when processes are ended
     * @param exit the rule that selects the exit status of {@code ipc-chain}
     * @param command the command that each process runs; empty when there is no command
     */
    record Plan(
            int count,
            TreeOptions.Settings wish,
            Duration killAfter,
            ChainExitRule exit,
            List<String> command) {}

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final ChainProcessReports reports = new ChainProcessReports();

    /**
     * The pipe at which chain process 2 waits for the end of this process. This process never
     * closes the writing end, so chain process 2 reads end of file when this process has ended.
     * Null unless {@code --wait none} is given.
     */
    private final Pipe lifeline;

    private final boolean printsWhole;
    private final ChainProcessScript script;

    private TextbookChain(Plan plan, Console console, ProcessTree tree) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.printsWhole = plan.wish.form() != Form.TEXT && plan.wish.form() != Form.NONE;
        this.lifeline = plan.wish.waiting() == Moment.NONE ? Pipe.make() : null;
        this.script = new ChainProcessScript(plan.count, plan.wish, plan.command);
    }

    /**
     * Runs the chain, and waits until all chain processes have ended. If {@code --wait none} is
     * given and this process is chain process 1, this method waits only for the command of this
     * process.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN when the command is absent or cannot be run
     */
    static int run(Plan plan, Console console) {
        if (!plan.command.isEmpty()) {
            UserCommand.check(plan.command.getFirst());
        }
        try (ProcessTree tree = new ProcessTree(plan.killAfter);
                Pipe reports = Pipe.make()) {
            try {
                return new TextbookChain(plan, console, tree).run(reports);
            } catch (IpcException e) {
                tree.end();
                throw e;
            }
        }
    }

    private int run(Pipe pipe) {
        if (plan.wish.waiting() != Moment.NONE) {
            return runAsWaitingHead(pipe);
        }
        return printsWhole ? runBesideChain(pipe) : runAsLeavingHead(pipe);
    }

    /** Runs the chain. This process is chain process 1 and waits for its child, chain process 2. */
    private int runAsWaitingHead(Pipe pipe) {
        Subreaper.adopt();
        ChildProcess second = plan.count == 1 ? null : start(2, pipe);
        pipe.closeIn();
        Thread waiter = DaemonThreads.start(() -> awaitEnd(second));
        Thread reader = DaemonThreads.start(() -> readReports(pipe));
        reports.recordProcess(headNode(second));
        if (plan.wish.waiting() == Moment.AFTER) {
            act(second);
        }
        Uninterrupted.await(waiter::join);
        Uninterrupted.await(reader::join);
        if (plan.wish.waiting() == Moment.BEFORE) {
            act(second);
        }
        awaitOrphans();
        return finish();
    }

    /**
     * Runs the chain. This process is chain process 1 and does not wait for its child, chain
     * process 2.
     */
    private int runAsLeavingHead(Pipe pipe) {
        ChildProcess second = plan.count == 1 ? null : start(2, pipe);
        reports.recordProcess(headNode(second));
        act(second);
        return finish();
    }

    /**
     * Runs the chain. This process is not part of the chain: it starts a shell as chain process 1,
     * and reads the reports of all chain processes.
     */
    private int runBesideChain(Pipe pipe) {
        ChildProcess first = start(1, pipe);
        pipe.closeIn();
        readReports(pipe);
        if (first != null) {
            reports.recordExit(1, first.await().status());
        }
        return finish();
    }

    /**
     * Starts chain process {@code i} as a child of this process. When the system refuses another
     * process, records that the chain process could not be started, and returns null.
     */
    private ChildProcess start(int i, Pipe pipe) {
        try {
            ProcessLaunch launch = script.launch(i, tree).writing(REPORTS, pipe);
            if (lifeline != null) {
                launch.reading(ChainProcessScript.LIFELINE, lifeline);
            }
            return launch.start();
        } catch (IpcException e) {
            if (e.category() != Category.NO_PROCESS) {
                throw e;
            }
            reports.recordNotStarted(i);
            return null;
        }
    }

    private Node headNode(ChildProcess second) {
        return new Node(
                1,
                ProcessHandle.current().pid(),
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L),
                forkResult(second),
                ProcessTreeView.UNKNOWN,
                ProcessTreeView.UNKNOWN);
    }

    /**
     * Returns the child ID that a textbook's C program prints for the head: the process ID of the
     * child; 0 if the chain has only one process; −1 if the child could not be started.
     */
    private long forkResult(ChildProcess second) {
        return second != null ? second.pid() : plan.count == 1 ? 0 : -1;
    }

    /**
     * Reads reports until every chain process has closed its end of the pipe. When a chain process
     * is killed, ends all chain processes after the killed one. When a chain process cannot be
     * started, ends all chain processes, unless the user has chosen by {@code --on-failure} to keep
     * them.
     */
    private void readReports(Pipe pipe) {
        try {
            BufferedReader lines =
                    new BufferedReader(Channels.newReader(pipe.out(), StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (reports.accept(line)) {
                    case KILLED -> endFrom(reports.firstKilled());
                    case NOT_STARTED -> {
                        if (!plan.wish.keep()) {
                            tree.end();
                        }
                    }
                    case NONE -> {}
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the chain processes whose numbers are {@code first} or greater, and the commands that
     * these processes run.
     */
    private void endFrom(int first) {
        tree.end(
                member -> {
                    String i = member.variable("IPC_INDEX");
                    return i.matches("[0-9]{1,9}") && Integer.parseInt(i) >= first;
                });
    }

    private void awaitEnd(ChildProcess second) {
        if (second != null
                && reports.recordExit(2, second.await().status())
                        == ChainProcessReports.Event.KILLED) {
            endFrom(2);
        }
    }

    /**
     * Reaps the orphans of the chain, which the head has adopted. An orphan is a chain process
     * whose parent ended first.
     */
    private void awaitOrphans() {
        for (Node orphan : reports.withoutStatus()) {
            if (orphan.i() > 1) {
                Subreaper.await(orphan.pid())
                        .ifPresent(result -> reports.recordExit(orphan.i(), result.status()));
            }
        }
    }

    /**
     * Performs the actions of the head, which is the first chain process. With {@code --format
     * text}, prints the line with the process IDs of the head, its parent and its child. Then runs
     * the user's command, if there is one, as a child of the head. In the other chain processes,
     * the function {@code act} of {@link ChainProcessScript} does the same.
     */
    private void act(ChildProcess second) {
        plan.wish.tell(headNode(second).line(), console);
        int status = 0;
        if (!plan.command.isEmpty()) {
            ProcessLaunch command =
                    tree.launch(OwnCommandLine.bytesOf(plan.command))
                            .with("IPC_INDEX", "1")
                            .with("IPC_COUNT", Integer.toString(plan.count))
                            .with("IPC_PARENT", Long.toString(headNode(second).parent()));
            status = command.start().await().status();
        }
        reports.recordExit(1, status);
    }

    private int finish() {
        if (printsWhole) {
            new ProcessTreeView(reports.nodes()).print(plan.wish.form(), console);
        }
        if (reports.notStarted() > 0) {
            String failure = "cannot start process " + reports.notStarted() + ": no more processes";
            String rest = plan.wish.keep() ? "" : "; the processes before it were ended";
            console.error("ipc-chain: " + failure + rest);
            return ExitCode.AROUND_COMMAND.code();
        }
        return plan.exit.select(reports.statuses());
    }
}
