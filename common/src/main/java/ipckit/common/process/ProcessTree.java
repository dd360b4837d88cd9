package ipckit.common.process;

import ipckit.common.os.Signals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The children of this process and all their descendants. {@link TreeScan} finds the processes of a
 * tree. When a signal ends this process, this process ends the tree first. When SIGKILL ends this
 * process, a {@linkplain TreeWatchdog watchdog} ends the tree.
 *
 * <p>PR_SET_PDEATHSIG of prctl(2) cannot replace the watchdog. The kernel sends that signal too
 * early: already when the thread that has started the child ends. And the kernel does not send the
 * signal at all if this process dies before the child has called prctl(2).
 *
 * <p>Safe for several threads.
 */
public final class ProcessTree implements AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000;

    private static final Predicate<TreeProcess> ALL = _ -> true;

    /** The time that processes get to end by HUP or INT before they get TERM. */
    private static final Duration BEFORE_TERM = Duration.ofMillis(100);

    /** The longest wait for processes to end after KILL. */
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
        long looks = KILLING.toNanos() / LOOK_NANOS;
        // A process may have started another one before it got KILL, so each round sends KILL
        // again.
        for (long left = looks; left > 0 && send("KILL", chosen); left--) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Sends a signal to the chosen living processes. Returns whether any process was chosen. */
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
     * Ends the tree when a signal ends this process. A signal that comes from a key of the terminal
     * has reached every process of the foreground group already, so the method sends the signal
     * only when this process is in the background. Background jobs of a shell ignore INT, so the
     * method sends TERM to the processes that are left.
     */
    private void endBySignal() {
        String signal = Shutdown.signal();
        boolean term = signal.equals("TERM");
        if (term || !TerminalForeground.hasUsInFront()) {
            send(signal, ALL);
        }
        boolean over = awaitNone(term ? grace : BEFORE_TERM, ALL);
        if (!over && term) {
            kill(ALL);
        } else if (!over) {
            end();
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
