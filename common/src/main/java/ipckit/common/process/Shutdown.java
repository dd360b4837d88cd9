package ipckit.common.process;

import ipckit.common.os.InheritableDescriptors;
import ipckit.common.os.Signals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ends this process after HUP, INT or TERM. The process first runs its clean-ups, which are actions
 * that other classes have added. The action that was added last runs first. Then the process dies
 * by the same signal, so that its parent sees the signal.
 *
 * <p>A signal that is ignored when the process starts stays ignored. Clean-ups run in another
 * thread, concurrently with the program. SIGKILL runs no clean-up, so no guarantee may depend on a
 * clean-up. Safe for several threads.
 */
public final class Shutdown {
    /**
     * When a signal has ended a child, the same signal may have been sent to this process, for
     * example by Ctrl-C. This constant is the longest time in nanoseconds for which this process
     * then waits for the signal. On a busy machine, the thread that handles the signal may wait
     * long for a processor.
     */
    private static final long DELIVERY_NANOS = 1_000_000_000;

    private static final List<Runnable> CLEAN_UPS = new ArrayList<>();

    private static boolean watching;

    /** The name of the signal that is ending this process, or null. */
    private static volatile String signal;

    private Shutdown() {}

    /**
     * Makes HUP, INT and TERM run the clean-ups and end this process. Also records which file
     * descriptors the process has inherited. Therefore each program calls this method before it
     * opens a file.
     *
     * <p>A signal that arrives before this call has its default action, because the Java runtime of
     * the image installs no handlers of its own.
     */
    public static synchronized void onSignals() {
        if (!watching) {
            watching = true;
            // The handlers are installed first, because a signal may arrive while noteInherited()
            // runs.
            Signals.onEnding(new CleanUps());
            InheritableDescriptors.noteInherited();
        }
    }

    /**
     * Makes QUIT end this process at once, without clean-ups. Only programs with a {@link
     * ProcessTree} call this method. Such a program needs no clean-ups, because the tree's watchdog
     * ends the tree.
     */
    public static void onQuit() {
        Signals.endByQuit();
    }

    /**
     * Returns whether the exit status of a command shows that HUP, INT or TERM ended the command.
     * Such an end counts as intended by the user, and not as a failure. Ctrl-C sends the signal to
     * the command and to this process. This process may notice the death of the command before it
     * gets the signal itself, so it must test the status.
     */
    public static boolean isIntended(int status) {
        return signalOf(status) != null;
    }

    /**
     * Ends this process with an exit status. A status of 129, 130 or 143 means that HUP, INT or
     * TERM ended a command. In this case, this process dies by the same signal.
     */
    public static void exit(int status) {
        String signal = signalOf(status);
        if (signal != null) {
            Signals.dieBy(signal);
        }
        System.exit(status);
    }

    private static String signalOf(int status) {
        return switch (status) {
            case 128 + 1 -> "HUP";
            case 128 + 2 -> "INT";
            case 128 + 15 -> "TERM";
            default -> null;
        };
    }

    /**
     * Adds a clean-up, which must not block. If a signal is already ending this process, a new
     * clean-up would not run. In this case, this method never returns, so that the caller does not
     * begin work that would need the clean-up.
     */
    public static void addCleanUp(Runnable cleanUp) {
        synchronized (Shutdown.class) {
            if (signal == null) {
                CLEAN_UPS.add(cleanUp);
                return;
            }
        }
        yieldToSignal();
    }

    /**
     * Returns the name, without SIG, of the signal that is ending this process. Only clean-ups call
     * this method.
     */
    static String signal() {
        return signal;
    }

    /** Removes a clean-up. */
    public static synchronized void removeCleanUp(Runnable cleanUp) {
        CLEAN_UPS.remove(cleanUp);
    }

    /**
     * Starts a child process and adds a clean-up that sends TERM to the child. No signal is handled
     * between the two steps. If a signal is already ending this process, this method starts no
     * child and never returns.
     */
    static ChildProcess start(Supplier<ChildProcess> launch) {
        synchronized (Shutdown.class) {
            if (signal == null) {
                ChildProcess child = launch.get();
                CLEAN_UPS.add(new Termination(child));
                return child;
            }
        }
        yieldToSignal();
        throw new AssertionError("the signal is never reset");
    }

    /** Removes the clean-up of a child that has ended, if the child has a clean-up. */
    static synchronized void removeCleanUp(ChildProcess child) {
        CLEAN_UPS.removeIf(cleanUp -> cleanUp instanceof Termination(var ended) && ended == child);
    }

    /**
     * Returns at once if no signal is ending this process; otherwise never returns. A thread calls
     * this method after each wait, because a clean-up may have ended the wait, for example by
     * ending the child for which the thread waited. After such a wait, the thread must neither end
     * this process with another status nor begin new work.
     */
    public static void yieldToSignal() {
        while (signal != null) {
            LockSupport.park();
        }
    }

    /**
     * If HUP, INT or TERM ended a child, waits up to one second for a signal to this process.
     * Ctrl-C, for example, sends a signal to both processes. Never returns if a signal is ending
     * this process. A thread calls this method before it reports the end of a child as a failure.
     *
     * @param status the exit status of the child
     */
    public static void yieldToSignalAfter(int status) {
        if (isIntended(status)) {
            LockSupport.parkNanos(DELIVERY_NANOS);
        }
        yieldToSignal();
    }

    /** The clean-up that sends TERM to a child process. */
    private record Termination(ChildProcess child) implements Runnable {
        @Override
        public void run() {
            child.signal("TERM");
        }
    }

    /**
     * Runs the clean-ups when a signal arrives. A lambda instead of this class would slow down the
     * start of every program.
     */
    private static final class CleanUps implements Consumer<String> {
        @Override
        public void accept(String name) {
            List<Runnable> todo;
            synchronized (Shutdown.class) {
                signal = name;
                todo = List.copyOf(CLEAN_UPS);
            }
            for (int i = todo.size() - 1; i >= 0; i--) {
                todo.get(i).run();
            }
        }
    }
}
