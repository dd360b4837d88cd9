package ipckit.common.process;

import ipckit.common.os.Signals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The processes that this one has started, and those that they have: its {@linkplain TreeScan
 * family}. A signal that ends us goes down to them first; and if SIGKILL ends us, a {@linkplain
 * TreeWatchdog watchdog} ends them. (The signal that the kernel would send for that, prctl(2) with
 * PR_SET_PDEATHSIG, comes already when the thread ends that started a process, and not at all if we
 * end before it is asked for.)
 *
 * <p>Safe for several threads.
 */
public final class ProcessTree implements AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000;
    private static final long LOOKS_A_SECOND = 1_000_000_000 / LOOK_NANOS;

    private static final Predicate<TreeProcess> EVERYBODY = _ -> true;

    /** How long it may take to end by another signal. */
    private static final Duration BEFORE_TERM = Duration.ofMillis(100);

    /** How long the kernel may take to end somebody. */
    private static final Duration KILLING = Duration.ofSeconds(5);

    private final TreeTag mark = TreeTag.unique();
    private final Duration grace;
    private final TreeScan family = new TreeScan(mark);
    private final TreeWatchdog watchdog;
    private final Runnable cleanUp = this::endBySignal;

    /**
     * Begins one, without any process but the watchdog.
     *
     * @param grace how long processes may take to end when they are told to, before SIGKILL
     */
    public ProcessTree(Duration grace) {
        this.grace = grace;
        this.watchdog = new TreeWatchdog(mark, grace);
        Shutdown.before(cleanUp);
    }

    /** A process of the tree that is to be started. */
    public ProcessLaunch launch(List<byte[]> words) {
        return marked(new ProcessLaunch(words));
    }

    /** The same of a script of the POSIX shell. */
    public ProcessLaunch script(String text, List<byte[]> arguments) {
        return marked(ProcessLaunch.ofScript(text, arguments));
    }

    private ProcessLaunch marked(ProcessLaunch launch) {
        return launch.with(TreeTag.VARIABLE, mark.value()).enrolled();
    }

    /** The processes that are there now. */
    public List<TreeProcess> members() {
        return family.members();
    }

    /** Ends all that are there: TERM, and after the time of grace KILL. Waits until they have. */
    public void end() {
        end(EVERYBODY);
    }

    /** The same of some of them. */
    public void end(Predicate<TreeProcess> those) {
        send("TERM", those);
        if (!awaitNone(grace, those)) {
            kill(those);
        }
    }

    private void kill(Predicate<TreeProcess> those) {
        long looks = KILLING.toSeconds() * LOOKS_A_SECOND;
        for (long left = looks; left > 0; left--) { // they may be starting others
            if (!send("KILL", those)) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Whether there was anybody. */
    private boolean send(String signal, Predicate<TreeProcess> those) {
        boolean somebody = false;
        for (TreeProcess member : family.members()) {
            if (those.test(member)) {
                somebody = true;
                Signals.send(member.pid(), signal);
                Signals.send(member.pid(), "CONT"); // who is stopped is to hear of it, too
            }
        }
        return somebody;
    }

    private boolean awaitNone(Duration patience, Predicate<TreeProcess> those) {
        long end = System.nanoTime() + patience.toNanos();
        while (family.members().stream().anyMatch(those)) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /**
     * What a terminal sends it sends to all of them, too. Whom a shell has started in the
     * background ignores INT: so TERM follows.
     */
    private void endBySignal() {
        String signal = Shutdown.signal();
        boolean term = signal.equals("TERM");
        if (term || !TerminalForeground.hasUsInFront()) {
            send(signal, EVERYBODY);
        }
        if (!awaitNone(term ? grace : BEFORE_TERM, EVERYBODY)) {
            if (term) {
                kill(EVERYBODY);
            } else {
                end();
            }
        }
        watchdog.bark();
    }

    /** All is well: whoever is still there stays. The watchdog goes. */
    @Override
    public void close() {
        Shutdown.forget(cleanUp);
        watchdog.goHome();
    }
}
