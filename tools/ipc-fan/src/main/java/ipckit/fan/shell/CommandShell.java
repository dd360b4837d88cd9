package ipckit.fan.shell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.NonBlockingRetry;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;
import ipckit.common.process.TerminalForeground;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.OwnFailureReport;
import ipckit.fan.pool.PoolLimits;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell in the lecture's sense: it reads a command, forks a process that runs it, and waits for
 * that, unless an {@code &} stands behind the command. What a command consists of is left to the
 * system's shell, which runs it.
 *
 * <p>At a terminal each job is a process group of its own, of which one is in front.
 */
final class CommandShell {
    private static final String PROMPT = "ipc-fan> ";

    /** How often a start is tried anew while nothing of ours is running: about a second. */
    private static final int STARTS = 20;

    private final long most;
    private final Console console;
    private final ProcessTree tree;
    private final FanExitStatus outcome;
    private final ShellJobTable jobs;
    private final ShellInput input;
    private final TerminalForeground terminal;
    private final ShellBuiltIns builtIns;
    private volatile boolean atPrompt;

    private CommandShell(PoolLimits limits, boolean counted, Console console, ProcessTree tree) {
        this.console = console;
        this.tree = tree;
        this.outcome = new FanExitStatus(limits.exit());
        this.jobs = new ShellJobTable(outcome);
        this.input = new ShellInput(console.stdin());
        this.terminal =
                console.isTerminal(Console.Stream.IN)
                        ? new TerminalForeground(this::interrupted)
                        : null;
        this.most = terminal == null || counted ? limits.count() : Long.MAX_VALUE;
        this.builtIns = new ShellBuiltIns(this, jobs, console);
    }

    /**
     * Runs the commands of standard input.
     *
     * @param limits how many run in the background at once, among others
     * @param counted whether the user has said how many; otherwise a terminal's user is free
     * @return the exit code
     * @throws IpcException OUTPUT_CLOSED
     */
    static int run(PoolLimits limits, boolean counted, Console console) {
        try (ProcessTree tree = new ProcessTree(limits.grace())) {
            try {
                return new CommandShell(limits, counted, console, tree).run();
            } catch (IpcException e) {
                tree.end();
                throw e;
            }
        } catch (IpcException e) {
            return OwnFailureReport.toldButInput(e, console);
        }
    }

    private int run() {
        boolean warned = false;
        while (!builtIns.isExiting()) {
            byte[] line = next();
            if (line != null) {
                carryOut(line);
                warned = false;
            } else if (terminal == null || warned || !jobs.areSomeStopped()) {
                break;
            } else {
                warned = true;
                console.message("there are stopped jobs");
            }
        }
        finish();
        return builtIns.exit().orElse(outcome.status());
    }

    /** The next line; null at the end. */
    private byte[] next() {
        if (terminal == null) {
            jobs.removeEnded();
            return input.next();
        }
        jobs.removeEnded().forEach(job -> console.message(job.line()));
        jobs.numberAnew();
        console.prompt(PROMPT);
        atPrompt = true;
        byte[] line = input.next();
        atPrompt = false;
        if (line == null) {
            console.prompt("\n");
        }
        return line;
    }

    /** Ctrl-C, while we are in front: what was typed is forgotten, or nobody is waited for. */
    private void interrupted() {
        console.prompt(atPrompt ? "\n" + PROMPT : "\n");
        if (!atPrompt) {
            jobs.interrupt();
        }
    }

    private void carryOut(byte[] text) {
        try {
            ShellLine line = ShellLine.parse(text);
            if (line == null) {
                return;
            }
            if (line.isBuiltIn()) {
                outcome.ended(builtIns.run(line));
            } else if (line.inBackground()) {
                runInBackground(line);
            } else {
                runInFront(line);
            }
        } catch (IpcException e) {
            if (e.category() == Category.OUTPUT_CLOSED) {
                throw e;
            }
            console.error("ipc-fan: " + e.getMessage());
            outcome.ended(ExitCode.of(e.category()).code());
        }
    }

    private void runInBackground(ShellLine line) {
        if (!jobs.awaitFewer(most)) {
            return;
        }
        ShellJob job = new ShellJob(line.text(), start(line));
        jobs.list(job);
        jobs.watch(job);
        if (terminal != null) {
            console.message("[" + job.number() + "]  " + job.child().pid());
        }
    }

    private void runInFront(ShellLine line) {
        ShellJob job = new ShellJob(line.text(), start(line));
        jobs.goesOn(job, true);
        if (terminal != null) {
            terminal.giveTo(job.child());
        }
        jobs.watch(job);
        await(job);
    }

    private ChildProcess start(ShellLine line) {
        for (int starts = 0; ; starts++) {
            Shutdown.giveWay();
            ProcessLaunch launch = launch(line.command());
            try {
                return launch.start();
            } catch (IpcException e) {
                if (e.category() != Category.NO_PROCESS || starts >= STARTS && jobs.isIdle()) {
                    throw e;
                }
                NonBlockingRetry.pause(starts);
            }
        }
    }

    private ProcessLaunch launch(byte[] command) {
        ProcessLaunch launch = tree.launch(shell(command));
        if (terminal == null) {
            launch.readingNothing(); // ours are commands
        } else {
            launch.ownGroup();
        }
        return builtIns.inDirectory(launch);
    }

    /**
     * The words by which the system's shell runs a command, also one that begins like an option.
     */
    private static List<byte[]> shell(byte[] command) {
        List<byte[]> words = new ArrayList<>();
        words.add("sh".getBytes(StandardCharsets.US_ASCII));
        words.add("-c".getBytes(StandardCharsets.US_ASCII));
        words.add("--".getBytes(StandardCharsets.US_ASCII));
        words.add(command);
        return words;
    }

    /** A process of ours that is no job. */
    ProcessLaunch script(String text, List<byte[]> arguments) {
        return tree.script(text, arguments).readingNothing();
    }

    /** Waits for a job that is in front until it has ended or is stopped. */
    private void await(ShellJob job) {
        while (!jobs.awaitRest(job)) {
            // Ctrl-C is for the one in front, and reaches us only when it comes too early
        }
        jobs.isBehind(job);
        boolean stopped = job.state() == ShellJob.State.STOPPED;
        if (terminal != null) {
            terminal.takeBack(!stopped && job.ended().signal() == 0);
            if (!stopped && job.ended().signal() != 0) {
                console.prompt("\n"); // behind the ^C that the terminal shows
            }
        }
        if (stopped) {
            jobs.list(job);
            console.prompt("\n");
            console.message(job.line());
        } else if (job.ended().wasUnread() && HangUp.ofStdout()) {
            throw new IpcException(Category.OUTPUT_CLOSED, "the output was closed");
        }
    }

    /** Lets a job go on, in front. */
    void bringToFront(ShellJob job) {
        console.message(job.command());
        jobs.goesOn(job, true);
        if (terminal != null) {
            terminal.giveTo(job.child());
        }
        letGoOn(job);
        await(job);
    }

    /** Lets a job go on, in the background. */
    void sendToBack(ShellJob job) {
        jobs.goesOn(job, false);
        if (terminal != null) {
            console.message(job.line() + " &");
        }
        letGoOn(job);
    }

    private void letGoOn(ShellJob job) {
        if (terminal == null) {
            job.child().signal("CONT");
        } else {
            job.child().signalGroup("CONT");
        }
    }

    private void finish() {
        if (terminal != null && jobs.areSomeStopped()) {
            tree.end();
        }
        if (!jobs.awaitEnds()) {
            tree.end();
            jobs.awaitEnds();
        }
    }
}
