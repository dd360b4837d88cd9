package ipckit.common.os;

import static ipckit.common.os.Libc.INT;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Becomes another program in this very process, as execvp(3) has it: the number of the process, its
 * parent, its terminal and its open files stay, nothing of Java does.
 *
 * <p>What the virtual machine did to the process, and another program would inherit, is undone
 * before: it blocks SIGQUIT in its threads, and leaves files of its own open.
 */
public final class ProgramReplacement {
    private static final int SIG_UNBLOCK = 1;
    private static final int SIGQUIT = 3;
    private static final long SIGNAL_SET_SIZE = 128;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final int OVERWRITE = 1;

    private static final class Call {
        static final MethodHandle EXECVP =
                Libc.function("execvp", FunctionDescriptor.of(INT, ADDRESS, ADDRESS));
        static final MethodHandle SETENV =
                Libc.function("setenv", FunctionDescriptor.of(INT, ADDRESS, ADDRESS, INT));
        static final MethodHandle SIGMASK =
                Libc.function("pthread_sigmask", FunctionDescriptor.of(INT, INT, ADDRESS, ADDRESS));
        static final MethodHandle FCNTL =
                Libc.function(
                        "fcntl",
                        FunctionDescriptor.of(INT, INT, INT, INT),
                        Linker.Option.firstVariadicArg(2));
    }

    private ProgramReplacement() {}

    /**
     * Becomes the program, found on PATH as a shell finds it. Returns only if that fails.
     *
     * @param words its name and its arguments, in the bytes that it is to have
     * @param environment what its environment has beside ours
     */
    public static void execute(List<byte[]> words, Map<String, String> environment) {
        try (Arena arena = Arena.ofConfined()) {
            keepOurFiles();
            unblockQuit(arena);
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                int ignored =
                        (int)
                                Call.SETENV.invokeExact(
                                        text(variable.getKey(), arena),
                                        text(variable.getValue(), arena),
                                        OVERWRITE);
            }
            MemorySegment pointers = arena.allocate(ADDRESS, words.size() + 1L);
            for (int i = 0; i < words.size(); i++) {
                pointers.setAtIndex(ADDRESS, i, text(words.get(i), arena));
            }
            MemorySegment name = pointers.getAtIndex(ADDRESS, 0);
            int failed = (int) Call.EXECVP.invokeExact(name, pointers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Throwable t) {
            throw Libc.unexpected("execvp", t);
        }
    }

    /** As the JDK encodes file names and arguments. */
    private static MemorySegment text(String text, Arena arena) {
        return text(text.getBytes(Charset.forName(System.getProperty("sun.jnu.encoding"))), arena);
    }

    private static MemorySegment text(byte[] bytes, Arena arena) {
        MemorySegment copy = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, copy, JAVA_BYTE, 0, bytes.length);
        return copy;
    }

    private static void unblockQuit(Arena arena) throws Throwable {
        MemorySegment set = arena.allocate(SIGNAL_SET_SIZE, Long.BYTES);
        set.set(JAVA_BYTE, 0, (byte) (1 << SIGQUIT - 1));
        int ignored = (int) Call.SIGMASK.invokeExact(SIG_UNBLOCK, set, MemorySegment.NULL);
    }

    /**
     * Those of the virtual machine, that is: the others were given to us to pass them on. A native
     * binary has none.
     */
    private static void keepOurFiles() throws Throwable {
        String home = System.getProperty("java.home");
        if (home == null) {
            return;
        }
        Path runtime = Path.of(home).toRealPath();
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                int number = Integer.parseInt(descriptor.getFileName().toString());
                if (number > 2 && leadsBelow(descriptor, runtime)) {
                    int ignored = (int) Call.FCNTL.invokeExact(number, F_SETFD, FD_CLOEXEC);
                }
            }
        }
    }

    private static boolean leadsBelow(Path descriptor, Path directory) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(directory);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
