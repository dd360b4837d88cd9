package ipckit.fan.shell;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.NonBlockingRetry;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;
import ipckit.common.process.TerminalForeground;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.OwnFailureReport;
import ipckit.fan.pool.PoolLimits;
import ipckit.fan.pool.RecordInput;

import java.util.ArrayList;
import java.util.List;

/**
 * A command interpreter like those in textbooks on operating systems. The interpreter performs
 * built-in commands itself. For any other command, it starts a process of sh, so the command has
 * the syntax of sh. The interpreter waits for the process unless the command ends in {@code &}.
 *
 * <p>At a terminal each job has its own process group, and at most one job is in the foreground.
 */
final class CommandShell {
    private static final String PROMPT = "ipc-fan> ";

    /** The maximum length of a line in bytes. */
    private static final long LONGEST_LINE = 16 << 20;

    /**
     * The number of times that the shell tries again to start a process when the system's limit on
     * processes is reached and no job is running or stopped. These attempts take about one second
     * in total. If a job is running or stopped, the shell tries without limit, because the end of
     * the job may make the start possible.
     */
    private static final int START_ATTEMPTS = 20;

    private final long mostInBackground;
    private final Console console;
    private final ProcessTree tree;
    private final FanExitStatus exitStatus;
    private final ShellJobTable jobs;
    private final RecordInput input;

    /** The terminal; null unless standard input is a terminal. */
    private final TerminalForeground terminal;

    private final ShellBuiltIns builtIns;
    private volatile boolean atPrompt;

    private CommandShell(PoolLimits limits, boolean limited, Console console, ProcessTree tree) {
        this.console = console;
        this.tree = tree;
        this.exitStatus = new FanExitStatus(limits.exit());
        this.jobs = new ShellJobTable(exitStatus);
        this.input = new RecordInput(console.stdin(), Framing.LINES, LONGEST_LINE);
        this.terminal =
                console.isTerminal(Console.Stream.IN)
                        ? new TerminalForeground(this::onInterrupt)
                        : null;
        this.mostInBackground = terminal == null || limited ? limits.jobs() : Long.MAX_VALUE;
        this.builtIns = new ShellBuiltIns(this, jobs, console);
    }

    /**
     * Runs the commands of standard input. If standard input is a terminal and {@code limited} is
     * false, any number of commands may run in the background.
     *
     * @param limits the maximum number of commands that run in the background at the same time, the
     *     time between TERM and KILL, and the rule for the exit status
     * @param limited whether the user gave the maximum number of commands
     * @return the exit code
     * @throws IpcException OUTPUT_CLOSED if the reader of standard output has closed it
     */
    static int run(PoolLimits limits, boolean limited, Console console) {
        try {
            return limits.runInTree(tree -> new CommandShell(limits, limited, console, tree).run());
        } catch (IpcException e) {
            return OwnFailureReport.printUnlessUnusable(e, console);
        }
    }

    private int run() {
        boolean warned = false;
        boolean leaving = false;
        while (!leaving) {
            byte[] line = next();
            if (line != null) {
                run(line);
            }
            if (line != null && !builtIns.isExiting()) {
                warned = false;
            } else if (terminal == null || warned || !jobs.isAnyStopped()) {
                leaving = true;
            } else {
                warned = true;
                builtIns.cancelExit();
                console.message("there are stopped jobs");
            }
        }
        finish();
        return builtIns.exitStatus().orElse(exitStatus.status());
    }

    /** Reads the next line of commands. Returns null at the end of the input. */
    private byte[] next() {
        if (terminal == null) {
            jobs.removeEnded();
            return input.next();
        }
        jobs.removeEnded().forEach(job -> console.message(job.line()));
        jobs.resetNumbers();
        console.prompt(PROMPT);
        atPrompt = true;
        byte[] line = input.next();
        atPrompt = false;
        if (line == null) {
            console.prompt("\n");
        }
        return line;
    }

    /**
     * Handles Ctrl-C while the shell itself is in the foreground of the terminal. If the shell is
     * at the prompt, the terminal discards the typed line, and this method prints a new prompt.
     * Otherwise the shell is waiting for jobs, and this method ends the wait.
     */
    private void onInterrupt() {
        console.prompt(atPrompt ? "\n" + PROMPT : "\n");
        if (!atPrompt) {
            jobs.interrupt();
        }
    }

    private void run(byte[] text) {
        try {
            ShellLine line = ShellLine.parse(text);
            if (line == null) {
                return;
            }
            if (line.isBuiltIn()) {
                exitStatus.add(builtIns.run(line));
            } else if (line.inBackground()) {
                runInBackground(line);
            } else {
                runInForeground(line);
            }
        } catch (IpcException e) {
            if (e.category() == Category.OUTPUT_CLOSED) {
                throw e;
            }
            console.error("ipc-fan: " + e.getMessage());
            exitStatus.add(ExitCode.of(e.category()).code());
        }
    }

    private void runInBackground(ShellLine line) {
        if (!jobs.awaitFewerRunning(mostInBackground)) {
            return;
        }
        ShellJob job = new ShellJob(line.text(), start(line));
        jobs.list(job);
        jobs.follow(job);
        if (terminal != null) {
            console.message("[" + job.number + "]  " + job.child.pid());
        }
    }

    private void runInForeground(ShellLine line) {
        ShellJob job = new ShellJob(line.text(), start(line));
        awaitInForeground(job, () -> jobs.follow(job));
    }

    private void awaitInForeground(ShellJob job, Runnable whenInForeground) {
        jobs.markRunning(job, true);
        if (terminal != null) {
            terminal.giveTo(job.child);
        }
        whenInForeground.run();
        await(job);
    }

    private ChildProcess start(ShellLine line) {
        for (int attempts = 0; ; attempts++) {
            Shutdown.yieldToSignal();
            ProcessLaunch launch = launch(line.command());
            try {
                return launch.start();
            } catch (IpcException e) {
                boolean hopeless = attempts >= START_ATTEMPTS && jobs.areAllEnded();
                if (e.category() != Category.NO_PROCESS || hopeless) {
                    throw e;
                }
                NonBlockingRetry.pause(attempts);
            }
        }
    }

    private ProcessLaunch launch(byte[] command) {
        ProcessLaunch launch = tree.launch(shWords(command));
        if (terminal == null) {
            // Standard input contains the commands of the shell, which a job must not read.
            launch.readingNothing();
        } else {
            launch.ownGroup();
        }
        return builtIns.inDirectory(launch);
    }

    /**
     * Returns the words of {@code sh -c -- COMMAND}. The word {@code --} is necessary because a
     * command may begin with a hyphen.
     */
    private static List<byte[]> shWords(byte[] command) {
        List<byte[]> words = new ArrayList<>(OwnCommandLine.bytesOf(List.of("sh", "-c", "--")));
        words.add(command);
        return words;
    }

    /**
     * Returns a {@link ProcessLaunch} of a process that runs {@code text} as a script of sh, for
     * example to perform {@code cd}. This process is not a job.
     */
    ProcessLaunch script(String text, List<byte[]> arguments) {
        return tree.script(text, arguments).readingNothing();
    }

    /** Waits until a foreground job has ended or is stopped. */
    private void await(ShellJob job) {
        while (!jobs.awaitNotRunning(job)) {
            // Ctrl-C interrupted this wait, but the job was not yet in the foreground and did not
            // get the signal. So the shell waits for the job again.
        }
        jobs.markBackground(job);
        boolean stopped = job.state == ShellJob.State.STOPPED;
        if (terminal != null) {
            terminal.takeBack(!stopped && job.result().signal() == 0);
            if (!stopped && job.result().signal() != 0) {
                // If Ctrl-C ended the job, the terminal has shown ^C without a newline. The prompt
                // must not be on the same line.
                console.prompt("\n");
            }
        }
        if (stopped) {
            jobs.list(job);
            console.prompt("\n");
            console.message(job.line());
        } else if (job.result().endedBySigpipe() && HangUp.ofStdout()) {
            throw new IpcException(Category.OUTPUT_CLOSED, "the output was closed");
        }
    }

    /** Continues a stopped or background job in the foreground, and waits for the job. */
    void continueInForeground(ShellJob job) {
        console.message(job.command);
        awaitInForeground(job, () -> resume(job));
    }

    /** Continues a stopped job in the background. */
    void continueInBackground(ShellJob job) {
        jobs.markRunning(job, false);
        if (terminal != null) {
            console.message(job.line() + " &");
        }
        resume(job);
    }

    private void resume(ShellJob job) {
        if (terminal == null) {
            job.child.signal("CONT");
        } else {
            job.child.signalGroup("CONT");
        }
    }

    private void finish() {
        if (terminal != null) {
            if (jobs.isAnyStopped()) {
                tree.end();
            }
            terminal.endByInterrupt();
            reportRunning();
        }
        while (!jobs.awaitAllEnded()) {
            // Ctrl-C interrupted this wait. The user pressed Ctrl-C before the call of
            // endByInterrupt(); after that call, Ctrl-C would have ended the shell. The shell must
            // not end before its jobs, so it waits again.
        }
    }

    /** Prints how many jobs still run, because the shell waits for them before it ends. */
    private void reportRunning() {
        long running = jobs.running();
        if (running > 0) {
            String key = running == 1 ? "; Ctrl-C ends it" : "; Ctrl-C ends them";
            console.message("waiting for " + CountedNoun.of(running, "job") + key);
        }
    }
}
