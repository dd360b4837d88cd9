package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What a shell does to its terminal: tcsetpgrp(3), tcgetattr(3), tcsetattr(3). */
public final class TerminalControl {
    private static final int INPUT = 0;
    private static final int TCSADRAIN = 1;
    private static final int SIG_BLOCK = 0;
    private static final int SIG_SETMASK = 2;

    /** More than {@code struct termios} has. */
    private static final int MODES = 256;

    private static final long SIGNAL_SET = 128;

    private static final class Call {
        static final MethodHandle SET_FRONT = CallShapes.function("tcsetpgrp");
        static final MethodHandle GROUP = CallShapes.function("getpgrp");
        static final MethodHandle GET_MODES = CallShapes.function("tcgetattr");
        static final MethodHandle SET_MODES = CallShapes.function("tcsetattr");
        static final MethodHandle MASK = CallShapes.function("pthread_sigmask");
    }

    private TerminalControl() {}

    /** The process group that we are in. */
    public static int ourGroup() {
        return CallShapes.call(Call.GROUP, 0, 0, 0);
    }

    /** Lets a process group of our session have the terminal, whoever has it now. */
    public static void putInFront(int group) {
        withoutStopping(() -> CallShapes.call(Call.SET_FRONT, INPUT, group, 0));
    }

    /** How the terminal works: what it does with keys, whether it echoes them. */
    public static byte[] modes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment modes = arena.allocate(MODES, Long.BYTES);
            CallShapes.call(Call.GET_MODES, INPUT, modes.address(), 0);
            return modes.toArray(JAVA_BYTE);
        }
    }

    /** Lets it work so again. */
    public static void setModes(byte[] modes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(MODES, Long.BYTES);
            copy.copyFrom(MemorySegment.ofArray(modes));
            withoutStopping(
                    () -> CallShapes.call(Call.SET_MODES, INPUT, TCSADRAIN, copy.address()));
        }
    }

    /** Who is not in front is stopped when it changes the terminal, unless it blocks the signal. */
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
