package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Replaces this program by another program in the same process: execve(2). The process keeps its
 * pid, its parent, its terminal and the {@linkplain InheritableDescriptors inheritable
 * descriptors}. The JVM blocks SIGQUIT in its threads. This class unblocks SIGQUIT before the
 * replacement, so that the signal is not blocked in the new program.
 */
final class ProgramReplacement {
    private static final int SIG_UNBLOCK = 1;
    private static final int SIGQUIT = 3;
    private static final long SIGNAL_SET_SIZE = 128;

    private static final class Call {
        static final LibraryFunction EXECVE = CallShapes.function("execve");
        static final LibraryFunction SIGMASK = CallShapes.function("pthread_sigmask");
    }

    private ProgramReplacement() {}

    /**
     * Replaces this program. Returns only if the replacement fails.
     *
     * @param words the program's name, which is {@linkplain ExecutableSearch searched for}, and its
     *     arguments
     * @param environment the program's environment
     */
    static void execute(List<byte[]> words, ProcessEnvironment environment) {
        ExecutableSearch program = ExecutableSearch.of(words.getFirst());
        if (!program.isExecutable()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            InheritableDescriptors.closeOthersOnExec();
            unblockQuit(arena);
            if (execute(program.file(), words, environment, arena) == -Libc.ENOEXEC) {
                List<byte[]> shell = ShellScript.words(program.file(), words);
                execute(ShellScript.SHELL, shell, environment, arena);
            }
        }
    }

    private static int execute(
            byte[] file, List<byte[]> words, ProcessEnvironment environment, Arena arena) {
        return CallShapes.call(
                Call.EXECVE,
                Libc.string(file, arena).address(),
                Libc.strings(words, arena).address(),
                environment.pointers(arena).address());
    }

    private static void unblockQuit(Arena arena) {
        MemorySegment set = arena.allocate(SIGNAL_SET_SIZE, Long.BYTES);
        set.set(JAVA_BYTE, 0, (byte) (1 << SIGQUIT - 1));
        CallShapes.call(Call.SIGMASK, SIG_UNBLOCK, set.address(), 0);
    }
}
