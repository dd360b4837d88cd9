package ipckit.common.process;

import ipckit.common.os.Signals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The children of this process and all their descendants, which {@link TreeScan} finds. When a
 * signal ends this process, the tree is ended first; when SIGKILL ends this process, a {@linkplain
 * TreeWatchdog watchdog} ends the tree. (prctl(2) with PR_SET_PDEATHSIG does not suffice: the
 * kernel sends that signal as soon as the thread ends that started the child, and does not send it
 * at all if this process dies before the child's call.)
 *
 * <p>Safe for several threads.
 */
public final class ProcessTree implements AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000;
    private static final long LOOKS_A_SECOND = 1_000_000_000 / LOOK_NANOS;

    private static final Predicate<TreeProcess> ALL = _ -> true;

    /** The time that processes get to end by a signal other than TERM. */
    private static final Duration BEFORE_TERM = Duration.ofMillis(100);

    /** The time that the kernel gets to end processes after KILL. */
    private static final Duration KILLING = Duration.ofSeconds(5);

    private final TreeTag tag = TreeTag.unique();
    private final Duration grace;
    private final TreeScan scan = new TreeScan(tag);
    private final TreeWatchdog watchdog;
    private final Runnable cleanUp = this::endBySignal;

    /**
     * Creates an empty tree and starts its watchdog.
     *
     * @param grace the time between TERM and KILL
     */
    public ProcessTree(Duration grace) {
        this.grace = grace;
        this.watchdog = new TreeWatchdog(tag, grace);
        Shutdown.addCleanUp(cleanUp);
    }

    /** Describes a new process of the tree. */
    public ProcessLaunch launch(List<byte[]> words) {
        return tagged(new ProcessLaunch(words));
    }

    /** Describes a new process of the tree that runs a script of the POSIX shell. */
    public ProcessLaunch script(String text, List<byte[]> arguments) {
        return tagged(ProcessLaunch.ofScript(text, arguments));
    }

    private ProcessLaunch tagged(ProcessLaunch launch) {
        return launch.with(TreeTag.VARIABLE, tag.value()).registered();
    }

    /** Returns the living processes of the tree. */
    public List<TreeProcess> members() {
        return scan.members();
    }

    /**
     * Ends all processes with TERM, and those still alive after the grace period with KILL. Waits
     * until they have ended.
     */
    public void end() {
        end(ALL);
    }

    /**
     * Ends the chosen processes with TERM, and those still alive after the grace period with KILL.
     * Waits until they have ended.
     */
    public void end(Predicate<TreeProcess> chosen) {
        send("TERM", chosen);
        if (!awaitNone(grace, chosen)) {
            kill(chosen);
        }
    }

    private void kill(Predicate<TreeProcess> chosen) {
        long looks = KILLING.toSeconds() * LOOKS_A_SECOND;
        for (long left = looks; left > 0; left--) { // a living process may start others
            if (!send("KILL", chosen)) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Sends a signal to the chosen living processes. Returns whether there were any. */
    private boolean send(String signal, Predicate<TreeProcess> chosen) {
        boolean any = false;
        for (TreeProcess member : scan.members()) {
            if (chosen.test(member)) {
                any = true;
                Signals.send(member.pid(), signal);
                // Without CONT, a stopped process does not act on the signal.
                Signals.send(member.pid(), "CONT");
            }
        }
        return any;
    }

    private boolean awaitNone(Duration limit, Predicate<TreeProcess> chosen) {
        long end = System.nanoTime() + limit.toNanos();
        while (scan.members().stream().anyMatch(chosen)) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /**
     * Ends the tree when a signal ends this process. The terminal sends its signals to every
     * process of the foreground group, so only other signals are passed on. Background jobs of a
     * shell ignore INT, so TERM follows.
     */
    private void endBySignal() {
        String signal = Shutdown.signal();
        boolean term = signal.equals("TERM");
        if (term || !TerminalForeground.hasUsInFront()) {
            send(signal, ALL);
        }
        if (!awaitNone(term ? grace : BEFORE_TERM, ALL)) {
            if (term) {
                kill(ALL);
            } else {
                end();
            }
        }
        watchdog.endTree();
    }

    /** Dismisses the watchdog. Living processes of the tree stay alive. */
    @Override
    public void close() {
        Shutdown.removeCleanUp(cleanUp);
        watchdog.dismiss();
    }
}
