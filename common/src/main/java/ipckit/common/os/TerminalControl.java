package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Sets the foreground process group of the terminal that is standard input, and reads and sets the
 * modes of this terminal. This class calls tcsetpgrp(3), tcgetattr(3) and tcsetattr(3).
 */
public final class TerminalControl {
    private static final int INPUT = 0;
    private static final int TCSADRAIN = 1;
    private static final int SIG_BLOCK = 0;
    private static final int SIG_SETMASK = 2;

    /** A size in bytes that is large enough for the {@code struct termios} of every C library. */
    private static final int MODES = 256;

    private static final long SIGNAL_SET = 128;

    private static final class Call {
        static final LibraryFunction SET_FRONT = CallShapes.function("tcsetpgrp");
        static final LibraryFunction GROUP = CallShapes.function("getpgrp");
        static final LibraryFunction GET_MODES = CallShapes.function("tcgetattr");
        static final LibraryFunction SET_MODES = CallShapes.function("tcsetattr");
        static final LibraryFunction MASK = CallShapes.function("pthread_sigmask");
    }

    private TerminalControl() {}

    /** Returns the number of the process group to which this process belongs. */
    public static int ourGroup() {
        return CallShapes.call(Call.GROUP, 0, 0, 0);
    }

    /**
     * Brings a process group of this session to the foreground of the terminal.
     *
     * @param group the number of the process group
     */
    public static void putInFront(int group) {
        withoutStopping(() -> CallShapes.call(Call.SET_FRONT, INPUT, group, 0));
    }

    /** Returns the terminal's modes ({@code struct termios}): echo, special keys and others. */
    public static byte[] modes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment modes = arena.allocate(MODES, Long.BYTES);
            CallShapes.call(Call.GET_MODES, INPUT, modes.address(), 0);
            return modes.toArray(JAVA_BYTE);
        }
    }

    /**
     * Waits until the terminal has written pending output, and then sets the modes to a value that
     * {@link #modes} returned.
     */
    public static void setModes(byte[] modes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(MODES, Long.BYTES);
            copy.copyFrom(MemorySegment.ofArray(modes));
            withoutStopping(
                    () -> CallShapes.call(Call.SET_MODES, INPUT, TCSADRAIN, copy.address()));
        }
    }

    /**
     * Blocks the signal TTOU while an action changes the terminal. Otherwise TTOU would stop this
     * process if the process is in the background.
     */
    private static void withoutStopping(Runnable change) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment blocked = arena.allocate(SIGNAL_SET, Long.BYTES);
            MemorySegment before = arena.allocate(SIGNAL_SET, Long.BYTES);
            blocked.set(JAVA_LONG, 0, 1L << Signals.number("TTOU") - 1);
            CallShapes.call(Call.MASK, SIG_BLOCK, blocked.address(), before.address());
            try {
                change.run();
            } finally {
                CallShapes.call(Call.MASK, SIG_SETMASK, before.address(), 0);
            }
        }
    }
}
