package ipckit.common.os;

import ipckit.common.Uninterrupted;

import sun.misc.Signal;
import sun.misc.SignalHandler;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Sends signals, and makes HUP, INT and TERM end this process by the signal itself. By default, the
 * JVM handles these signals: it runs its shutdown hooks and exits with 128 + the signal's number. A
 * shell that runs this program in a loop would then continue the loop after Ctrl-C. The shell ends
 * the loop only if the program dies by the signal.
 *
 * <p>Names of signals are written without SIG. Several threads may use this class at the same time.
 */
// The compiler warns about sun.misc.Signal. The warning is suppressed, because no other class of
// Java reports which signal arrived.
@SuppressWarnings("sunapi")
public final class Signals {
    private static final String[] ENDING = {"HUP", "INT", "TERM"};
    private static final String[] NAMED = {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
        "PIPE", "ALRM", "TERM", "XCPU", "XFSZ", "SYS"
    };

    /** The longest time in nanoseconds to wait for a signal that this process sends to itself. */
    private static final long ON_ITS_WAY_NANOS = 1_000_000_000;

    /**
     * The longest time in nanoseconds that the thread of a signal handler needs until the handler
     * begins to run. The limit is large enough for a busy machine.
     */
    private static final long HANDLER_START_NANOS = 100_000_000;

    private static final int EXIT_CODE_OF_SIGNALS = 128;

    private static volatile boolean ignoresInterrupt;
    private static volatile boolean endedByQuit;

    private Signals() {}

    /**
     * Makes HUP, INT and TERM run {@code cleanUp} with the signal's name. If {@code cleanUp}
     * returns true or throws, the signal then ends this process. A signal that was ignored when the
     * program started (by nohup, or in a shell script's background job) stays ignored. The clean-up
     * runs in a separate thread for each signal, concurrently with the program.
     */
    public static void onEnding(Predicate<String> cleanUp) {
        for (String name : ENDING) {
            SignalHandler before = Signal.handle(new Signal(name), new Ender(cleanUp));
            if (name.equals("INT")) {
                ignoresInterrupt = before == SignalHandler.SIG_IGN;
            }
        }
    }

    /**
     * Makes QUIT (Ctrl-\ at a terminal) end this process, as QUIT ends other programs. By default,
     * the JVM prints the stacks of its threads at QUIT. Only a C function can change the effect of
     * QUIT. The first call of a C function takes too long for a command that ends at once.
     * Therefore this method only requests the change. This process makes the change when it first
     * calls a C function. If this process has called no C function after half a second, another
     * thread calls one.
     *
     * <p>QUIT is ignored if INT was ignored when the program started. Such a program usually is a
     * background job of a shell script, which the shell starts with INT and QUIT ignored.
     */
    public static void endByQuit() {
        endedByQuit = true;
        try {
            new LongRun().start();
        } catch (OutOfMemoryError e) {
            // The system refuses to create another thread. The first call of a C function still
            // changes the effect of QUIT.
        }
    }

    /** Returns whether {@link #endByQuit} was called. */
    static boolean isEndedByQuit() {
        return endedByQuit;
    }

    /**
     * Returns whether this process was started with INT ignored. A shell script starts its
     * background jobs in this way.
     */
    static boolean ignoresInterrupt() {
        return ignoresInterrupt;
    }

    /**
     * Makes a signal run an action in a separate thread, instead of the signal's default effect. In
     * programs that this process starts, the signal has its default effect.
     */
    public static void on(String name, Runnable action) {
        Signal.handle(new Signal(name), _ -> action.run());
    }

    /**
     * Runs the clean-up, and ends this process by the signal unless the clean-up returns false. A
     * lambda instead of this class would slow down the start of every program.
     */
    private record Ender(Predicate<String> cleanUp) implements SignalHandler {
        @Override
        public void handle(Signal signal) {
            boolean ends = true;
            try {
                ends = cleanUp.test(signal.getName());
            } finally {
                if (ends) {
                    dieBy(signal.getName());
                }
            }
        }
    }

    /**
     * Waits for the signals that this process has already received: returns when the handlers of
     * all these signals have begun to run.
     */
    public static void awaitHandlers() {
        awaitDispatch();
        LockSupport.parkNanos(HANDLER_START_NANOS);
    }

    /**
     * Waits until the JVM has started the threads of the handlers of HUP, INT and TERM, if this
     * process has received these signals. The JVM starts the threads in the order of the signals'
     * numbers. Therefore this method sends this process URG, which has a higher number and no other
     * use, and waits until the handler of URG runs.
     */
    private static synchronized void awaitDispatch() {
        CountDownLatch begun = new CountDownLatch(1);
        on("URG", begun::countDown);
        kill(ProcessHandle.current().pid(), number("URG"));
        Uninterrupted.await(() -> begun.await(ON_ITS_WAY_NANOS, TimeUnit.NANOSECONDS));
    }

    /**
     * Ends this process by a signal, without running the signal's handlers or the JVM's shutdown
     * hooks.
     */
    public static void dieBy(String name) {
        Signal signal = new Signal(name);
        if (!name.equals("KILL")) {
            Signal.handle(signal, SignalHandler.SIG_DFL);
        }
        // Signal.raise refuses signals that Java does not handle, so the method calls kill(2).
        kill(ProcessHandle.current().pid(), signal.getNumber());
        LockSupport.parkNanos(ON_ITS_WAY_NANOS);
        // The process reaches this line only if it blocks the signal. It then exits with the code
        // that a shell reports for the signal.
        Runtime.getRuntime().halt(EXIT_CODE_OF_SIGNALS + signal.getNumber());
    }

    /**
     * Returns whether a process exists. Also returns true if this process has no permission to send
     * a signal to that process.
     */
    public static boolean canReach(long pid) {
        return kill(pid, 0) != Libc.ESRCH;
    }

    /** Returns whether a process exists and this process has permission to send signals to it. */
    public static boolean maySend(long pid) {
        return kill(pid, 0) == 0;
    }

    /**
     * Sends a signal to a process, or to a process group if {@code pid} is the negative number of
     * the group.
     *
     * @return true if the signal was sent; false if the process or group does not exist, or if this
     *     process has no permission to send the signal
     */
    public static boolean send(long pid, String name) {
        return kill(pid, number(name)) == 0;
    }

    /** Returns the name of a signal, or the signal's number as text if the name is unknown. */
    public static String name(int number) {
        return Arrays.stream(NAMED)
                .filter(name -> number(name) == number)
                .findFirst()
                .orElse(Integer.toString(number));
    }

    /** Returns the number of a signal. */
    public static int number(String name) {
        return new Signal(name).getNumber();
    }

    /** Calls kill(2). Returns 0, or errno if the call fails. */
    private static int kill(long pid, int signal) {
        return -CallShapes.call(Call.KILL, pid, signal, 0);
    }

    private static final class Call {
        static final LibraryFunction KILL = CallShapes.function("kill");
    }
}
