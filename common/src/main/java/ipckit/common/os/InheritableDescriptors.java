package ipckit.common.os;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which of our open files a program that we start may have: those that we were given ourselves, as
 * any program passes them on, and none that Java or we have opened.
 */
final class InheritableDescriptors {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int FIRST = 3;
    private static final long LAST = 0xffff_ffffL;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    private static final class Call {
        static final MethodHandle CLOSE_RANGE = CallShapes.optional("close_range");
        static final MethodHandle FCNTL = CallShapes.function("fcntl");
    }

    /** What we were given beside the standard streams. */
    private static SortedSet<Integer> given;

    private InheritableDescriptors() {}

    /**
     * Looks what we were given: to be called before anything is opened that is not closed at once.
     * Files of the Java runtime itself are not that.
     */
    static synchronized void noteGiven() {
        if (given != null) {
            return;
        }
        given = new TreeSet<>();
        String home = System.getProperty("java.home");
        try (DirectoryStream<Path> open = Files.newDirectoryStream(DESCRIPTORS)) {
            Path runtime = home == null ? null : Path.of(home).toRealPath().getParent();
            for (Path descriptor : open) {
                int number = Integer.parseInt(descriptor.getFileName().toString());
                if (number >= FIRST
                        && !leadsTo(descriptor, runtime)
                        && CallShapes.call(Call.FCNTL, number, F_GETFD, 0) == 0) {
                    given.add(number);
                }
            }
        } catch (IOException e) {
            // Without /proc: the standard streams are passed on, and nothing else.
        }
    }

    private static boolean leadsTo(Path descriptor, Path runtime) {
        try {
            Path file = Files.readSymbolicLink(descriptor);
            return file.startsWith("/proc") || runtime != null && file.startsWith(runtime);
        } catch (IOException e) {
            return true; // closed meanwhile: it was that of the look itself
        }
    }

    /**
     * Whatever else is open now is ours alone. What we were given is not touched meanwhile, for
     * another thread may be starting a program that is to have it.
     */
    static synchronized void keep() {
        noteGiven();
        if (Call.CLOSE_RANGE == null || !markGaps()) {
            markOneByOne();
        }
    }

    /** Whether what we were given is ours alone, too, until somebody says otherwise. */
    static synchronized void keepGiven(boolean all) {
        for (int number : given) {
            CallShapes.call(Call.FCNTL, number, F_SETFD, all ? FD_CLOEXEC : 0);
        }
    }

    private static boolean markGaps() {
        long from = FIRST;
        boolean done = true;
        for (int number : given) {
            done &= from == number || mark(from, number - 1L);
            from = number + 1L;
        }
        return mark(from, LAST) && done;
    }

    private static boolean mark(long first, long last) {
        return CallShapes.call(Call.CLOSE_RANGE, first, last, CLOSE_RANGE_CLOEXEC) == 0;
    }

    /** Where the kernel is older than 5.11. */
    private static void markOneByOne() {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : open) {
                int number = Integer.parseInt(descriptor.getFileName().toString());
                if (number >= FIRST && !given.contains(number)) {
                    CallShapes.call(Call.FCNTL, number, F_SETFD, FD_CLOEXEC);
                }
            }
        } catch (IOException e) {
            // Without /proc: what is ours is passed on, and does no harm.
        }
    }
}
