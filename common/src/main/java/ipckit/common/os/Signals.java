package ipckit.common.os;

import sun.misc.Signal;
import sun.misc.SignalHandler;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The signals that ask a program to end. Java's own answer is to run its shutdown hooks and exit
 * with 128 + n; a shell that runs a loop wants to see the signal itself instead, or it runs on
 * after Ctrl-C.
 */
@SuppressWarnings("sunapi") // no other interface tells which signal came
public final class Signals {
    private static final String[] ENDING = {"HUP", "INT", "TERM"};
    private static final String[] NAMED = {
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
        "PIPE", "ALRM", "TERM", "XCPU", "XFSZ", "SYS"
    };
    private static final long ON_ITS_WAY_NANOS = 1_000_000_000;
    private static final int EXIT_CODE_OF_SIGNALS = 128;
    private static final int SIG_DFL = 0;
    private static final String IGNORED = "SigIgn:";

    private Signals() {}

    /**
     * When a signal comes that asks us to end, runs {@code cleanUp} with its name and then dies by
     * that signal. A signal that was ignored when the program started (nohup, or a shell script's
     * background job) stays ignored. The clean-up runs in a thread of its own, beside whatever the
     * program is doing.
     */
    public static void onEnding(Consumer<String> cleanUp) {
        for (String name : ENDING) {
            Signal.handle(new Signal(name), new Ender(cleanUp));
        }
    }

    /**
     * Lets QUIT (Ctrl-\\ at a terminal) end this process as it ends any other, where Java would
     * print what its threads do. Who has started us with INT ignored, as shells start what is in
     * the background, means QUIT, too, and Java stays.
     */
    public static void endByQuit() {
        if (!isIgnored(number("INT"))) {
            CallShapes.call(Call.SIGNAL, number("QUIT"), SIG_DFL, 0);
        }
    }

    /** As proc_pid_status(5) tells: a bit for each signal. */
    private static boolean isIgnored(int signal) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(IGNORED)) {
                    String mask = line.substring(IGNORED.length()).strip();
                    return (Long.parseUnsignedLong(mask, 16) >>> signal - 1 & 1) == 1;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * From now on a signal does something else than what it does otherwise, to us: programs that we
     * start have it as it is by default.
     *
     * @param name without SIG
     */
    public static void on(String name, Runnable action) {
        Signal.handle(new Signal(name), _ -> action.run());
    }

    /** A class and not a lambda: every program passes here when it starts. */
    private static final class Ender implements SignalHandler {
        private final Consumer<String> cleanUp;

        Ender(Consumer<String> cleanUp) {
            this.cleanUp = cleanUp;
        }

        @Override
        public void handle(Signal signal) {
            try {
                cleanUp.accept(signal.getName());
            } finally {
                dieBy(signal.getName());
            }
        }
    }

    /** Ends this process by the signal ("INT", "KILL", …), its handlers and hooks passed over. */
    public static void dieBy(String name) {
        Signal signal = new Signal(name);
        if (!name.equals("KILL")) {
            Signal.handle(signal, SignalHandler.SIG_DFL);
        }
        send(signal.getNumber());
        LockSupport.parkNanos(ON_ITS_WAY_NANOS);
        Runtime.getRuntime().halt(EXIT_CODE_OF_SIGNALS + signal.getNumber()); // it is blocked
    }

    /** To ourselves by kill(2): {@link Signal#raise} refuses signals that Java does not handle. */
    private static void send(int signal) {
        kill(ProcessHandle.current().pid(), signal);
    }

    /** Whether there is such a process, be it that we may not send it a signal. */
    public static boolean canReach(long pid) {
        return kill(pid, 0) != Libc.ESRCH;
    }

    /** Whether there is such a process, and we may send it a signal. */
    public static boolean maySend(long pid) {
        return kill(pid, 0) == 0;
    }

    /**
     * Sends a signal to a process.
     *
     * @param name without SIG
     * @return whether there was one, and we might
     */
    public static boolean send(long pid, String name) {
        return kill(pid, number(name)) == 0;
    }

    /** The name of a signal, without SIG; its number if it has no name here. */
    public static String name(int number) {
        for (String name : NAMED) {
            if (number(name) == number) {
                return name;
            }
        }
        return Integer.toString(number);
    }

    /** The number of a signal. */
    public static int number(String name) {
        return new Signal(name).getNumber();
    }

    /** 0, or what went wrong. */
    private static int kill(long pid, int signal) {
        return -CallShapes.call(Call.KILL, pid, signal, 0);
    }

    private static final class Call {
        static final MethodHandle KILL = CallShapes.function("kill");
        static final MethodHandle SIGNAL = CallShapes.function("signal");
    }
}
