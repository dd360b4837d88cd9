package ipckit.shm.trace;

import ipckit.common.cli.output.Console;

import java.util.Locale;
import java.util.function.Consumer;

/** Tells the steps of a segment's life, in the courses' words, when they have been taken. */
public final class Trace {
    /** Nobody wants to know. */
    public static final Trace SILENT = new Trace(null);

    private static final int WIDTH = 9;

    private final Consumer<String> out;

    /** The steps, in the order in which a life has them. */
    public enum Step {
        CREATE,
        ATTACH,
        LOCK,
        ACCESS,
        DETACH,
        CONTROL
    }

    private Trace(Consumer<String> out) {
        this.out = out;
    }

    /** On stderr, with the number of this process. */
    static Trace on(Console console) {
        String who = "ipc-shm[" + ProcessHandle.current().pid() + "]: ";
        return to(line -> console.error(who + line));
    }

    /** To whoever takes a line. */
    public static Trace to(Consumer<String> out) {
        return new Trace(out);
    }

    boolean isSilent() {
        return out == null;
    }

    public void tell(Step step, String what) {
        if (out != null) {
            String name = step.name().toLowerCase(Locale.ROOT);
            out.accept(name + " ".repeat(WIDTH - name.length()) + what);
        }
    }
}
