package ipckit.common.process;

import ipckit.common.os.BlockingCall;
import ipckit.common.os.InheritableDescriptors;
import ipckit.common.os.Poll;
import ipckit.common.os.Signals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Ends this process after HUP, INT or TERM, or when the reader of standard output has closed it.
 * The process first runs its clean-ups, which are actions that other classes have added. The action
 * that was added last runs first. Then the process dies by the signal that it received, so that its
 * parent sees the signal. When the reader has closed standard output, the process exits with 141
 * instead, which is the status by which a shell reports the end by SIGPIPE. While a {@link
 * WorkInProgress} is in progress, the first signal does not end this process: the process ends when
 * the work is closed.
 *
 * <p>A signal that is ignored when the process starts stays ignored. Clean-ups run in another
 * thread, concurrently with the program. SIGKILL runs no clean-up, so no guarantee may depend on a
 * clean-up. This class is safe for several threads.
 */
public final class Shutdown {
    /** The exit code of a process whose output has no reader: 128 + the number of SIGPIPE. */
    private static final int OUTPUT_CLOSED = 128 + 13;

    /**
     * The value of {@link #signal} if the reader has closed standard output: this process then
     * sends TERM to its children.
     */
    private static final String OUTPUT_GONE = "TERM";

    /**
     * The value of {@link #requested} if the reader closed standard output before any signal
     * arrived.
     */
    private static final String CLOSED = "PIPE";

    private static final int STDOUT = 1;

    /**
     * The time in nanoseconds between the closing of standard output by its reader and the moment
     * at which this process ends its children. In this time, children that write get SIGPIPE, and
     * children that have written all of their output end normally. If all children end in this
     * time, their exit codes determine how this process ends.
     */
    private static final long SELF_EXIT_NANOS = 250_000_000;

    private static final List<Runnable> CLEAN_UPS = new ArrayList<>();

    /**
     * The objects whose work is in progress. The first signal does not end this process while this
     * list contains any object.
     */
    private static final List<WorkInProgress> WORKS = new ArrayList<>();

    private static boolean watching;
    private static boolean watchingOutput;

    /**
     * The number of requests to end this process, counted only while a {@link WorkInProgress} is in
     * progress. A request is a signal, or the closing of standard output by its reader.
     */
    private static volatile int requests;

    /**
     * The first request that {@link #requests} counts: the name of the signal, or {@link #CLOSED}
     * if the reader closed standard output. The value is null if there was no request.
     */
    private static String requested;

    /**
     * The name of the signal that is ending this process, or null. The name is TERM if the reader
     * has closed standard output, because the children of this process then get TERM.
     */
    private static volatile String signal;

    private Shutdown() {}

    /**
     * Makes HUP, INT and TERM run the clean-ups and end this process. QUIT ends this process
     * without clean-ups. Also records which file descriptors the process has inherited. Therefore
     * each program calls this method before it opens a file. A process with the pid 1 also begins
     * to reap orphans.
     *
     * <p>A signal that arrives before this call has its default action, because the Java runtime in
     * ipckit's runtime image installs no handlers of its own.
     */
    public static synchronized void onSignals() {
        if (!watching) {
            watching = true;
            // The handlers are installed first, because a signal may arrive while noteInherited()
            // runs.
            handleSignals();
            Signals.endByQuit();
            InheritableDescriptors.noteInherited();
            OrphanReaper.startIfInit();
        }
    }

    /**
     * Makes HUP, INT and TERM run the clean-ups and end this process, even if another handler was
     * installed after {@link #onSignals}.
     */
    static void handleSignals() {
        Signals.onEnding(new EndingSignal());
    }

    /**
     * Makes this process run the clean-ups and end with 141 when the reader of standard output
     * closes it. A process that writes notices the closed output by a failed write. A process that
     * waits for its children does not write, so it calls this method before the wait. If standard
     * output is a regular file, a terminal or another device, this method has no effect and starts
     * no thread. Only the first call has an effect.
     */
    public static synchronized void onClosedOutput() {
        if (!watchingOutput) {
            watchingOutput = true;
            if (Poll.hasOtherEnd(STDOUT)) {
                try {
                    new OutputWatch().start();
                } catch (OutOfMemoryError e) {
                    // The system refuses another thread. Then only a failed write shows that the
                    // reader has closed standard output.
                }
            }
        }
    }

    /**
     * Returns whether the exit status of a command shows that HUP, INT or TERM ended the command.
     * Such an end counts as intended by the user, and not as a failure. Ctrl-C sends the signal to
     * the command and to this process. This process may notice the death of the command before it
     * gets the signal itself, so it must test the status.
     */
    public static boolean isIntended(int status) {
        return status == 128 + 1 || status == 128 + 2 || status == 128 + 15;
    }

    /**
     * Ends this process with an exit status. If this process itself has received HUP, INT or TERM,
     * it dies by this signal instead.
     *
     * <p>After Ctrl-C, this process may notice an effect of the signal before it gets the signal
     * itself: a child has died by the signal, or the reader of standard output has died. In these
     * cases this method first waits for the signal. If the process exited with a status instead, a
     * bash loop that runs the program would continue after Ctrl-C.
     */
    public static void exit(int status) {
        if (status == OUTPUT_CLOSED && TerminalForeground.hasUsInFront()) {
            Signals.awaitHandlers();
        }
        yieldToSignalAfter(status);
        String name = requested();
        if (name != null) {
            // This process was asked to end while work was in progress. The work failed and was not
            // closed, so the process has not ended yet and ends here.
            die(name);
        }
        BlockingCall.exitIfUnfinished(status);
        // System.exit would first look for a logger of the JDK, which takes several milliseconds.
        // halt() does not run shutdown hooks, but no class of ipckit uses them.
        Runtime.getRuntime().halt(status);
    }

    /**
     * Adds a clean-up, which must not block. If a signal is already ending this process, this
     * method never returns: the clean-up would not run, so the caller must not begin work that
     * needs it.
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

    /**
     * Runs an action, for example the start of a command, and records that {@code work} is in
     * progress. No signal is handled between the two steps. If a signal has already asked this
     * process to end, this method does nothing and returns false.
     */
    static synchronized boolean begin(WorkInProgress work, Runnable command) {
        if (isEnding()) {
            return false;
        }
        command.run();
        WORKS.add(work);
        return true;
    }

    /**
     * Records that {@code work} is no longer in progress. If no other work is in progress, and a
     * signal has asked this process to end, runs the clean-ups, ends the process by the first such
     * signal, and never returns. Does nothing if the work has never begun.
     */
    static void end(WorkInProgress work) {
        String name;
        synchronized (Shutdown.class) {
            name = WORKS.remove(work) && WORKS.isEmpty() ? requested : null;
        }
        if (name != null) {
            // If a second signal is already ending this process, this call never returns.
            yieldToSignal();
            die(name);
        }
    }

    /**
     * Returns the first request to end this process that arrived while work was in progress: the
     * name of the signal, or {@link #CLOSED} if the reader closed standard output. Returns null if
     * there was no such request. Only {@link ProcessTree} and {@link #exit} call this method.
     */
    static synchronized String requested() {
        return requested;
    }

    /**
     * Runs the clean-ups, and ends this process.
     *
     * @param name the signal that ends this process, or {@link #CLOSED}
     */
    private static void die(String name) {
        boolean closed = name.equals(CLOSED);
        cleanUp(closed ? OUTPUT_GONE : name);
        if (closed) {
            Runtime.getRuntime().halt(OUTPUT_CLOSED);
        }
        Signals.dieBy(name);
    }

    /**
     * Returns whether a signal is ending this process, or will end it when every {@link
     * WorkInProgress} is closed.
     */
    public static boolean isEnding() {
        return requests > 0 || signal != null;
    }

    /**
     * Blocks the calling thread until a signal has ended this process. A thread calls this method
     * if it must not begin new work because {@link #isEnding} returns true.
     */
    public static void awaitEnd() {
        for (; ; ) {
            LockSupport.park();
        }
    }

    /** Removes the clean-up of a child that has ended, if the child has a clean-up. */
    static synchronized void removeCleanUp(ChildProcess child) {
        CLEAN_UPS.removeIf(cleanUp -> cleanUp instanceof Termination(var ended) && ended == child);
    }

    /**
     * Returns at once if no signal is ending this process; otherwise never returns. A thread calls
     * this method after each wait, because a clean-up may have ended the wait. For example, the
     * clean-up has ended the child for which the thread waited. The thread must then neither end
     * this process with another status nor begin new work.
     */
    public static void yieldToSignal() {
        while (signal != null) {
            LockSupport.park();
        }
    }

    /**
     * If HUP, INT or TERM ended a child, waits a moment for a signal to this process. Ctrl-C, for
     * example, sends a signal to both processes. Never returns if a signal is ending this process.
     * A thread calls this method before it reports the end of a child as a failure.
     *
     * @param status the exit status of the child
     */
    public static void yieldToSignalAfter(int status) {
        // The result does not matter: if a signal is ending this process, yieldToSignal() blocks.
        isEndingAfter(status);
        yieldToSignal();
    }

    /**
     * Returns whether a signal is ending this process, or will end it when every {@link
     * WorkInProgress} is closed. Call this method when a command has ended. If HUP, INT or TERM
     * ended the command, this process may get the same signal a little later, so this method first
     * waits a moment. If no such signal ended the command, returns false at once.
     *
     * @param status the exit status of the command
     */
    public static boolean isEndingAfter(int status) {
        if (!isIntended(status)) {
            return false;
        }
        Signals.awaitHandlers();
        return isEnding();
    }

    /** The clean-up that sends TERM to a child process. */
    private record Termination(ChildProcess child) implements Runnable {
        @Override
        public void run() {
            child.signal("TERM");
        }
    }

    /** Records that the signal {@code name} is ending this process, and runs the clean-ups. */
    private static void cleanUp(String name) {
        List<Runnable> todo;
        synchronized (Shutdown.class) {
            signal = name;
            todo = List.copyOf(CLEAN_UPS);
        }
        for (int i = todo.size() - 1; i >= 0; i--) {
            todo.get(i).run();
        }
    }

    /**
     * The thread that waits until no process can read standard output any more. It then ends this
     * process.
     */
    private static final class OutputWatch extends Thread {
        OutputWatch() {
            super("output");
            setDaemon(true);
        }

        @Override
        public void run() {
            do {
                BlockingCall.inThisThread(() -> Poll.awaitHangUp(STDOUT));
                LockSupport.parkNanos(SELF_EXIT_NANOS);
                // If standard output is a named pipe, a new reader may have opened it meanwhile.
                // Then this thread waits again.
            } while (!Poll.isHungUp(STDOUT));
            List<WorkInProgress> works;
            synchronized (Shutdown.class) {
                if (signal != null) {
                    // A signal is ending this process already.
                    return;
                }
                works = List.copyOf(WORKS);
                if (works.isEmpty()) {
                    signal = OUTPUT_GONE;
                } else if (++requests == 1) {
                    requested = CLOSED;
                }
            }
            if (!works.isEmpty()) {
                // No process reads the output any more. The argument 2 makes endAll() act as after
                // a second signal: it does not let the commands finish.
                works.getFirst().endAll(works, 2);
            }
            die(CLOSED);
        }
    }

    /**
     * Handles a signal, and returns whether the signal must end this process now. A lambda instead
     * of this class would slow down the start of every program.
     */
    private static final class EndingSignal implements Predicate<String> {
        @Override
        public boolean test(String name) {
            long handled = System.nanoTime();
            List<WorkInProgress> works;
            int number = 0;
            synchronized (Shutdown.class) {
                works = List.copyOf(WORKS);
                if (works.isEmpty()) {
                    // From now on, no work can begin.
                    signal = name;
                } else {
                    number = ++requests;
                    requested = number == 1 ? name : requested;
                }
            }
            if (works.isEmpty() || number == 1) {
                ServiceNotification.stopping();
            }
            // If no work is in progress, hasUsInFront() must not be called, because this native
            // call would delay the end of the program. Therefore works.isEmpty() is tested first.
            if (!works.isEmpty() && name.equals("INT") && TerminalForeground.hasUsInFront()) {
                for (WorkInProgress work : works) {
                    work.interruptIfNew(handled);
                }
            }
            boolean ends = works.isEmpty() || works.getFirst().endAll(works, number);
            if (ends) {
                cleanUp(name);
            }
            return ends;
        }
    }
}
