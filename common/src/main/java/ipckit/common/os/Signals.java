package ipckit.common.os;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals that ask a program to end. Java's own answer is to run its shutdown hooks and exit
 * with 128 + n; a shell that runs a loop wants to see the signal itself instead, or it runs on
 * after Ctrl-C.
 */
@SuppressWarnings("sunapi") // no other interface tells which signal came, or raises one
public final class Signals {
    private static final String[] ENDING = {"HUP", "INT", "TERM"};

    private Signals() {}

    /**
     * When a signal comes that asks us to end, runs {@code cleanUp} with its name and then dies by
     * that signal. A signal that was ignored when the program started (nohup, or a shell script's
     * background job) stays ignored. The clean-up runs in a thread of its own, beside whatever the
     * program is doing.
     */
    public static void onEnding(java.util.function.Consumer<String> cleanUp) {
        SignalHandler handler =
                signal -> {
                    try {
                        cleanUp.accept(signal.getName());
                    } finally {
                        dieBy(signal.getName());
                    }
                };
        for (String name : ENDING) {
            Signal.handle(new Signal(name), handler);
        }
    }

    /** Ends this process by the signal ("INT", "KILL", …), its handlers and hooks passed over. */
    public static void dieBy(String name) {
        Signal signal = new Signal(name);
        if (!name.equals("KILL")) {
            Signal.handle(signal, SignalHandler.SIG_DFL);
        }
        Signal.raise(signal);
        while (true) {
            Thread.onSpinWait(); // the signal is on its way
        }
    }
}
