package ipckit.common.process;

import ipckit.common.os.Signals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What is to be done when INT, TERM or HUP ends this process: the clean-ups, last come first run,
 * and then death by that very signal, so that whoever waits for us sees it.
 *
 * <p>A signal that is ignored when the process starts stays ignored. Clean-ups run in another
 * thread, beside whatever the process is doing; what must be safe under SIGKILL anyway needs none.
 * Safe for several threads.
 */
public final class Shutdown {
    private static final List<Runnable> CLEAN_UPS = new ArrayList<>();
    private static boolean watching;
    private static volatile boolean begun;
    private static volatile String signal;

    private Shutdown() {}

    /** Makes the three signals end this process the way they end any other. */
    public static synchronized void bySignal() {
        if (!watching) {
            watching = true;
            Signals.onEnding(new CleanUps());
        }
    }

    /**
     * Makes QUIT end it, too, at once: for who starts others, which a {@link ProcessTree} then
     * ends.
     */
    public static void byQuit() {
        Signals.endByQuit();
    }

    /**
     * Whether the status of a given command says that HUP, INT or TERM ended it. Then somebody
     * wants an end: Ctrl-C goes to the command and to us at once, and we may see its death before
     * our own signal.
     */
    public static boolean isMeant(int status) {
        return signalOf(status) != null;
    }

    /**
     * Ends the process with an exit status; with one that {@linkplain #isMeant stands for a
     * signal}, by that very signal.
     */
    public static void with(int status) {
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
     * Adds a clean-up; it must not wait for long. Once a signal is ending us this never returns:
     * then nothing shall be done that would need it.
     */
    public static void before(Runnable cleanUp) {
        synchronized (Shutdown.class) {
            if (!begun) {
                CLEAN_UPS.add(cleanUp);
                return;
            }
        }
        giveWay();
    }

    /** The signal that is ending us, without SIG; for clean-ups. */
    static String signal() {
        return signal;
    }

    /** Takes back what {@link #before} added. */
    public static synchronized void forget(Runnable cleanUp) {
        CLEAN_UPS.remove(cleanUp);
    }

    /**
     * Starts a process that a signal which ends us ends first. There is no moment between its start
     * and its clean-up, and once a signal is ending us nothing is started: then this never returns.
     */
    static Process start(ProcessBuilder builder) throws IOException {
        synchronized (Shutdown.class) {
            if (!begun) {
                Process child = builder.start();
                CLEAN_UPS.add(new End(child));
                return child;
            }
        }
        giveWay();
        throw new AssertionError("begun is never taken back");
    }

    /** Takes back what {@link #start} added. */
    static void forget(Process child) {
        forget(new End(child));
    }

    /**
     * Returns at once, unless a signal is ending this process: then never. For those who are woken
     * by what a clean-up does, and would otherwise end the process their own way first, or begin
     * something new.
     */
    public static void giveWay() {
        while (begun) {
            LockSupport.park();
        }
    }

    /**
     * How a process ends that we have started: with TERM. Process.destroy would close its streams,
     * too, over which whoever reads them would fail before the signal has ended us.
     */
    private record End(Process child) implements Runnable {
        @Override
        public void run() {
            child.toHandle().destroy();
        }
    }

    /** A class and not a lambda: every program passes here when it starts. */
    private static final class CleanUps implements Consumer<String> {
        @Override
        public void accept(String name) {
            List<Runnable> todo;
            synchronized (Shutdown.class) {
                signal = name;
                begun = true;
                todo = List.copyOf(CLEAN_UPS);
            }
            for (int i = todo.size() - 1; i >= 0; i--) {
                todo.get(i).run();
            }
        }
    }
}
