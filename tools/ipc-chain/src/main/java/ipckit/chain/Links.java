package ipckit.chain;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
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
 * The textbook's chain. This process is its first link, the head; the others are shells, each
 * started by the one before it. The head hears what becomes of them; when one is killed, it ends
 * those behind it, which have become its own children.
 *
 * <p>Where nobody is to wait, the head leaves as the others do, and who is left is no longer
 * watched; unless it has to print what all have told, and then a shell is the first link, too.
 */
final class Links {
    private static final int REPORTS = 3;

    /**
     * What a user has asked for.
     *
     * @param count how many links there are, the first included
     * @param wish how the chain is printed, and when a link waits for its child
     * @param grace how long they may take to end
     * @param exit whose status is that of the whole
     * @param command what each link runs; empty for nothing
     */
    record Plan(
            int count,
            TreeOptions.Wish wish,
            Duration grace,
            ExitRule exit,
            List<String> command) {}

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final Report report = new Report();
    private final boolean collects;
    private final LinkScript script;

    private Links(Plan plan, Console console, ProcessTree tree) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.collects = plan.wish.form() != Form.TEXT && plan.wish.form() != Form.NONE;
        this.script = new LinkScript(plan.count, plan.wish, plan.command);
    }

    /**
     * Makes the chain, and returns when it is over; if nobody is to wait, when the head has done
     * its part.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN, of the command
     */
    static int run(Plan plan, Console console) {
        if (!plan.command.isEmpty()) {
            UserCommand.check(plan.command.getFirst());
        }
        try (ProcessTree tree = new ProcessTree(plan.grace);
                Pipe reports = Pipe.make()) {
            try {
                return new Links(plan, console, tree).run(reports);
            } catch (IpcException e) {
                tree.end();
                throw e;
            }
        }
    }

    private int run(Pipe reports) {
        if (plan.wish.waiting() != Moment.NONE) {
            return stay(reports);
        }
        return collects ? watch(reports) : leave(reports);
    }

    /** The head as the first link, which waits. */
    private int stay(Pipe reports) {
        Subreaper.adopt();
        ChildProcess second = plan.count == 1 ? null : start(2, reports);
        reports.closeIn();
        Thread waiting = Threads.start(() -> awaitEnd(second));
        Thread listening = Threads.start(() -> listen(reports));
        report.left(ourselves(second));
        if (plan.wish.waiting() == Moment.BEFORE) {
            Threads.join(waiting);
            Threads.join(listening);
            act(second);
        } else {
            act(second);
            Threads.join(waiting);
            Threads.join(listening);
        }
        awaitOrphans();
        return finish();
    }

    /** The head as the first link, which does not wait. */
    private int leave(Pipe reports) {
        ChildProcess second = plan.count == 1 ? null : start(2, reports);
        report.left(ourselves(second));
        act(second);
        return finish();
    }

    /** The head beside the chain, of which it is not a link. */
    private int watch(Pipe reports) {
        ChildProcess first = start(1, reports);
        reports.closeIn();
        listen(reports);
        if (first != null) {
            report.ended(1, first.await().status());
        }
        return finish();
    }

    /** Null if it may not be started. */
    private ChildProcess start(int i, Pipe reports) {
        try {
            return script.of(i, tree).writing(REPORTS, reports).start();
        } catch (IpcException e) {
            if (e.category() != Category.NO_PROCESS) {
                throw e;
            }
            report.notStarted(i);
            return null;
        }
    }

    private Node ourselves(ChildProcess second) {
        return new Node(
                1,
                ProcessHandle.current().pid(),
                ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L),
                numberOf(second),
                ProcessTreeView.UNKNOWN,
                ProcessTreeView.UNKNOWN);
    }

    /** As fork(2) returns it. */
    private long numberOf(ChildProcess second) {
        return second != null ? second.pid() : plan.count == 1 ? 0 : -1;
    }

    /** Until no link has the pipe's other end any more. */
    private void listen(Pipe reports) {
        try {
            BufferedReader lines =
                    new BufferedReader(
                            Channels.newReader(reports.out(), StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (report.take(line)) {
                    case KILLED -> endFrom(report.killed());
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

    /** Ends those behind a link that was killed, and what it ran itself. */
    private void endFrom(int link) {
        tree.end(
                member -> {
                    String i = member.variable("IPC_INDEX");
                    return i.matches("[0-9]{1,9}") && Integer.parseInt(i) >= link;
                });
    }

    private void awaitEnd(ChildProcess second) {
        if (second != null && report.ended(2, second.await().status()) == Report.News.KILLED) {
            endFrom(2);
        }
    }

    /** Those whose parents have died before them are ours. */
    private void awaitOrphans() {
        for (Node orphan : report.unknown()) {
            if (orphan.i() > 1) {
                Subreaper.await(orphan.pid())
                        .ifPresent(ended -> report.ended(orphan.i(), ended.status()));
            }
        }
    }

    /** What a link does when it has left the loop: it prints, and runs the command. */
    private void act(ChildProcess second) {
        plan.wish.tell(ourselves(second).line(), console);
        int status = 0;
        if (!plan.command.isEmpty()) {
            ProcessLaunch command =
                    tree.launch(OwnCommandLine.bytesOf(plan.command))
                            .with("IPC_INDEX", "1")
                            .with("IPC_COUNT", Integer.toString(plan.count))
                            .with("IPC_PARENT", Long.toString(ourselves(second).parent()));
            status = command.start().await().status();
        }
        report.ended(1, status);
    }

    private int finish() {
        if (collects) {
            new ProcessTreeView(report.nodes()).print(plan.wish.form(), console);
        }
        if (report.failed() > 0) {
            console.error(
                    "ipc-chain: cannot start link "
                            + report.failed()
                            + ": no more processes"
                            + (plan.wish.keep() ? "" : "; those before it were ended"));
            return ExitCode.AROUND_COMMAND.code();
        }
        return plan.exit.of(report.statuses());
    }
}
