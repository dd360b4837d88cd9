package ipckit.common.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The work of a user's command on records that this process has claimed from a mailbox or buffer. A
 * work begins when the command starts. It ends when this object is closed: by then, the command has
 * ended, and this process has acknowledged the records or given them back.
 *
 * <pre>
 * try (CommandWork work = new CommandWork(grace, receiver::giveBackUndelivered)) {
 *     ExitResult result = work.start(command).await();
 *     settle(result);
 * }
 * </pre>
 *
 * <p>While a work is in progress, HUP, INT and TERM do not end this process at once. If they did,
 * another process would get the records while the command still works on them.
 *
 * <ul>
 *   <li>The first signal changes nothing until the work is closed. When it is closed, this process
 *       ends by the signal. The user can set a grace period. If the command has not ended when the
 *       grace period is over, this process acts as it does after a second signal.
 *   <li>The second signal ends the command: with TERM, and after five seconds with KILL. A command
 *       that was ended in this way has not failed, so the caller gives the records back. If the
 *       caller has not closed the work within five more seconds, this process ends nevertheless.
 *   <li>The third signal ends the command with KILL, and ends this process.
 * </ul>
 *
 * <p>By these rules, the first signal leaves the command alone. Ctrl-C at a terminal, however,
 * sends INT to this process and to the command. A command may start after the key was pressed, but
 * before this process handles the signal. Such a command misses the signal, so this process sends
 * INT to the command.
 *
 * <p>Only one thread may use a work. The threads that handle signals call only {@link
 * #interruptIfNew} and {@link #endAll}.
 */
public final class CommandWork extends WorkInProgress {
    private static final Duration BEFORE_KILL = Duration.ofSeconds(5);

    /**
     * The time in nanoseconds that this process waits for {@link #close} after it has ended the
     * command. In this time, the caller gives the records back or acknowledges them. If the caller
     * has not called {@link #close} by then, this process ends nevertheless.
     */
    private static final long SETTLING_NANOS = 5_000_000_000L;

    /**
     * The longest time in nanoseconds between the moment at which this process gets a signal and
     * the moment at which the signal's handler begins to run.
     */
    private static final long DISPATCH_NANOS = 250_000_000;

    private final Duration grace;
    private final Runnable giveBack;
    private volatile ChildProcess command;
    private volatile boolean terminated;

    /**
     * Creates an object for the work of one command. The work begins with {@link #start} or {@link
     * #resume}.
     *
     * @param grace the longest time for which the command may run after the first signal; null for
     *     no limit. All works of a process have the same grace period.
     * @param giveBack gives the claimed records back; called if the work cannot begin, because a
     *     signal has already asked this process to end
     */
    public CommandWork(Duration grace, Runnable giveBack) {
        this.grace = grace;
        this.giveBack = giveBack;
    }

    /**
     * Starts the command, and begins the work. If a signal has already asked this process to end,
     * this method starts no command, gives back the records that this process has claimed for the
     * command, and never returns.
     */
    public ChildProcess start(ProcessLaunch launch) {
        begin(launch::start);
        return command;
    }

    /**
     * Begins the work of a command that is already running. If a signal has already asked this
     * process to end, this method gives back the records that this process has claimed for the
     * command, and never returns.
     */
    public void resume(ChildProcess running) {
        begin(() -> running);
    }

    private void begin(Supplier<ChildProcess> start) {
        if (!Shutdown.begin(this, () -> command = start.get())) {
            try {
                // The records are given back first, so that another process can work on them. The
                // end of this process may take long, because other commands of this process may
                // still run.
                giveBack.run();
            } finally {
                Shutdown.awaitEnd();
            }
        }
    }

    /**
     * Returns whether this process has ended the command by TERM or KILL. This process does so only
     * after a signal has arrived, or after the reader has closed standard output.
     */
    public boolean hasEndedCommand() {
        return terminated;
    }

    @Override
    void interruptIfNew(long handled) {
        if (handled - command.started() < DISPATCH_NANOS) {
            command.signal("INT");
        }
    }

    @Override
    boolean endAll(List<WorkInProgress> all, int number) {
        List<CommandWork> works = all.stream().map(CommandWork.class::cast).toList();
        if (number == 1) {
            if (grace == null || awaitEnds(works, grace)) {
                return false;
            }
        }
        if (number <= 2) {
            works.forEach(CommandWork::terminate);
            if (awaitEnds(works, BEFORE_KILL)) {
                LockSupport.parkNanos(SETTLING_NANOS);
                return true;
            }
        }
        works.forEach(CommandWork::kill);
        if (number <= 2) {
            LockSupport.parkNanos(SETTLING_NANOS);
        }
        return true;
    }

    /**
     * Waits until all commands have ended, and returns true. Returns false if the time limit passes
     * first.
     */
    private static boolean awaitEnds(List<CommandWork> works, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        for (CommandWork work : works) {
            long left = Math.max(0, end - System.nanoTime()) / 1_000_000;
            if (!work.command.awaitEnd(left)) {
                return false;
            }
        }
        return true;
    }

    private void terminate() {
        end("TERM");
        // A stopped command acts on TERM only after it gets CONT.
        command.signal("CONT");
    }

    private void kill() {
        end("KILL");
    }

    private void end(String signal) {
        if (command.isAlive()) {
            terminated = true;
            command.signal(signal);
        }
    }
}
