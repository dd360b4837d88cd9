package ipckit.common.process;

import ipckit.common.os.Signals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The child processes that this process starts through {@link #launch} and {@link #script}, and all
 * their descendants. If this process receives HUP, INT or TERM, or if the reader of standard output
 * closes it, this process ends the tree before it exits. If SIGKILL ends this process, a separate
 * process, the {@linkplain TreeWatchdog watchdog}, ends the tree. {@link TreeScan} finds the
 * processes of the tree.
 *
 * <p>PR_SET_PDEATHSIG of prctl(2) makes the kernel send a signal to a child when its parent dies.
 * This signal cannot replace the watchdog, for two reasons. The kernel sends the signal when the
 * thread that started the child ends, even if the other threads of the parent continue. And the
 * kernel sends no signal if the parent dies before the child has called prctl(2).
 *
 * <p>This class is safe for several threads.
 */
public final class ProcessTree implements AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000;

    private static final Predicate<TreeProcess> ALL = _ -> true;

    /**
     * The longest time that this process waits for the end of the tree after HUP or INT. Processes
     * that are still alive afterwards get TERM.
     */
    private static final Duration BEFORE_TERM = Duration.ofMillis(100);

    /** The longest time during which KILL is sent repeatedly to processes that have not ended. */
    private static final Duration KILLING = Duration.ofSeconds(5);

    private final TreeTag tag = TreeTag.unique(TreeTag.VARIABLE);
    private final Duration killAfter;
    private final TreeScan scan = new TreeScan(tag);
    private final TreeWatchdog watchdog;
    private final Runnable cleanUp = this::endBySignal;

    /**
     * Creates an empty tree. Starts the {@link TreeWatchdog}, a process that ends the tree if
     * SIGKILL ends this process. From now on, this process ends when the reader of standard output
     * closes it.
     *
     * @param killAfter the time that the processes of the tree have to end after TERM; after this
     *     time, they get KILL
     */
    public ProcessTree(Duration killAfter) {
        this.killAfter = killAfter;
        this.watchdog = new TreeWatchdog(tag, killAfter);
        Shutdown.addCleanUp(cleanUp);
        Shutdown.onClosedOutput();
    }

    /**
     * Returns a description of a new process of the tree. The process starts when {@link
     * ProcessLaunch#start} is called.
     */
    public ProcessLaunch launch(List<byte[]> words) {
        return tagged(new ProcessLaunch(words));
    }

    /**
     * Returns a description of a new process of the tree that runs a script of the POSIX shell. The
     * process starts when {@link ProcessLaunch#start} is called.
     */
    public ProcessLaunch script(String text, List<byte[]> arguments) {
        return tagged(ProcessLaunch.ofScript(text, arguments));
    }

    /**
     * Returns a description of a new process of the tree that runs this program. The process has a
     * pipe to its standard input, a pipe from its standard output, and this process's standard
     * error, see {@link ThisProgram#start}. It starts when {@link ProcessLaunch#start} is called.
     *
     * @param main the main class of this program
     */
    public ProcessLaunch program(Class<?> main, List<String> arguments) {
        return tagged(ThisProgram.launch(main, arguments));
    }

    private ProcessLaunch tagged(ProcessLaunch launch) {
        return launch.with(TreeTag.VARIABLE, tag.value()).inTree();
    }

    /** Returns the living processes of the tree. */
    public List<TreeProcess> members() {
        return scan.members();
    }

    /**
     * Sends TERM to all processes of the tree. When the time {@code killAfter} has passed, sends
     * KILL to the processes that are still alive. Waits until all have ended, but at most five
     * seconds after the first KILL.
     */
    public void end() {
        end(ALL);
    }

    /**
     * Ends the processes of the tree for which {@code chosen} returns true: first with TERM, and
     * after the time {@code killAfter} with KILL. Waits until they have ended, but at most five
     * seconds after the first KILL.
     */
    public void end(Predicate<TreeProcess> chosen) {
        send("TERM", chosen);
        if (!awaitNone(killAfter, chosen)) {
            kill(chosen);
        }
    }

    private void kill(Predicate<TreeProcess> chosen) {
        long looks = KILLING.toNanos() / LOOK_NANOS;
        // A process of the tree may have started another process before it got KILL. So each pass
        // of the loop scans again, and sends KILL to all processes that it finds.
        for (long left = looks; left > 0 && send("KILL", chosen); left--) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * Sends a signal to each living process of the tree for which {@code chosen} returns true.
     * Returns whether the tree contained such a process.
     */
    private boolean send(String signal, Predicate<TreeProcess> chosen) {
        boolean any = false;
        for (TreeProcess member : scan.members()) {
            if (chosen.test(member)) {
                any = true;
                Signals.send(member.pid(), signal);
                // A stopped process acts on most signals only after it gets CONT.
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
     * Ends the tree when HUP, INT, TERM or a closed standard output ends this process.
     *
     * <p>If this process got TERM or its output was closed, it sends TERM to the tree. If this
     * process got HUP or INT, it sends that signal to the tree, unless the terminal has probably
     * sent the signal to the processes of the tree already.
     *
     * <p>A process of the tree may ignore the signal. For example, background jobs of a shell
     * ignore INT. Therefore processes that are still alive shortly after HUP or INT get TERM.
     * Processes that are still alive after TERM and the time {@code killAfter} get KILL.
     */
    private void endBySignal() {
        String signal = Shutdown.signal();
        boolean term = signal.equals("TERM");
        if (isMissing(signal)) {
            send(signal, ALL);
        }
        boolean over = awaitNone(term ? killAfter : BEFORE_TERM, ALL);
        if (!over && term) {
            kill(ALL);
        } else if (!over) {
            end();
        }
        watchdog.endTree();
    }

    /**
     * Passes on the signal that has stopped the {@link PoolWork} of this process. The processes of
     * the tree for which {@code chosen} returns true get the signal. Does nothing if the terminal
     * has probably sent the signal to these processes already.
     */
    public void passOn(Predicate<TreeProcess> chosen) {
        String signal = Shutdown.requested();
        if (isMissing(signal)) {
            send(signal, chosen);
        }
    }

    /**
     * Returns whether the terminal has sent the signal that has stopped the {@link PoolWork} of
     * this process, as with Ctrl-C. In this case, the children have probably got the signal, too.
     * The pool then starts no new process, because a new process would not get the signal.
     */
    public static boolean isSignalOfTerminal() {
        String signal = Shutdown.requested();
        return signal != null && !isMissing(signal);
    }

    /**
     * Returns whether this process must pass a received signal on to the processes of the tree. If
     * this process is in the foreground, the terminal has usually sent HUP or INT to the processes
     * of the tree already.
     */
    private static boolean isMissing(String signal) {
        return signal.equals("TERM") || !TerminalForeground.hasUsInFront();
    }

    /** Makes the watchdog exit without ending the tree. Living processes of the tree stay alive. */
    @Override
    public void close() {
        Shutdown.removeCleanUp(cleanUp);
        watchdog.dismiss();
    }
}
