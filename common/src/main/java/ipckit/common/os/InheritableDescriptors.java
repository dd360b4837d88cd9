package ipckit.common.os;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The descriptors that this process passes on to each program that it starts, in addition to the
 * standard streams. They are the descriptors that this process has inherited itself, and the
 * descriptor of each {@link InheritedFile}. All other descriptors get the flag close-on-exec before
 * a program starts, because the JDK opens most files without this flag.
 *
 * <p>Several threads may use this class at the same time.
 */
public final class InheritableDescriptors {
    private static final String DESCRIPTORS = "/proc/self/fd";
    private static final int FIRST = 3;
    private static final long LAST = 0xffff_ffffL;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    private static final class Call {
        static final LibraryFunction CLOSE_RANGE = CallShapes.optional("close_range");
    }

    /**
     * The descriptors that were open when {@link #noteInherited} was called, including the
     * descriptors of the Java runtime; null before this call.
     */
    private static SortedSet<Integer> openAtStart;

    /** The descriptors that the children of this process inherit; null until first needed. */
    private static SortedSet<Integer> inheritable;

    private InheritableDescriptors() {}

    /**
     * Records which descriptors are open. Only the first call has an effect. A program must call
     * this method before it opens a file, because this method cannot distinguish files that the
     * program has opened from inherited files. The method makes no native call, because the first
     * native call of a program takes some milliseconds.
     */
    public static synchronized void noteInherited() {
        if (openAtStart == null) {
            openAtStart = openNow();
        }
    }

    /**
     * Returns the open descriptors except the standard streams. Returns an empty set if /proc is
     * not mounted.
     */
    static SortedSet<Integer> openNow() {
        SortedSet<Integer> numbers = new TreeSet<>();
        String[] names = new File(DESCRIPTORS).list();
        for (String name : names == null ? new String[0] : names) {
            int number = Integer.parseInt(name);
            // The list also contains the descriptor by which the directory was listed. This
            // descriptor is closed by now, so it is left out.
            if (number >= FIRST && new File(DESCRIPTORS, name).exists()) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /**
     * Adds a descriptor to the inheritable descriptors. The caller must have opened the descriptor
     * without the flag close-on-exec.
     */
    static synchronized void add(int number) {
        inheritable().add(number);
    }

    /**
     * Removes a descriptor from the inheritable descriptors. The caller closes the descriptor
     * afterwards.
     */
    static synchronized void remove(int number) {
        inheritable().remove(number);
    }

    /**
     * Keeps an inherited descriptor for this process: the programs that it starts do not inherit
     * the descriptor.
     */
    public static synchronized void withhold(int number) {
        inheritable().remove(number);
        FileDescriptors.control(number, F_SETFD, FD_CLOEXEC);
    }

    /** Returns a copy of the set of descriptors that the children of this process inherit. */
    static synchronized SortedSet<Integer> copy() {
        return new TreeSet<>(inheritable());
    }

    private static SortedSet<Integer> inheritable() {
        if (inheritable == null) {
            noteInherited();
            inheritable = new TreeSet<>();
            for (int number : openAtStart) {
                if (!isOfRuntime(number) && FileDescriptors.control(number, F_GETFD, 0) == 0) {
                    inheritable.add(number);
                }
            }
        }
        return inheritable;
    }

    /**
     * Returns whether a descriptor refers to a file of the Java runtime. The programs that this
     * process starts do not inherit such a descriptor. A native binary (a program compiled by
     * GraalVM) has no such descriptor: it has no Java runtime, and it closes the descriptor of its
     * own executable file at its start.
     */
    private static boolean isOfRuntime(int number) {
        if (System.getProperty("java.home") == null) {
            return false;
        }
        try {
            Path file = Files.readSymbolicLink(Path.of(DESCRIPTORS, Integer.toString(number)));
            Path executable = Files.readSymbolicLink(Path.of("/proc/self/exe"));
            // In an installation, the executable file is lib/runtime/bin/java, and lib also
            // contains the AOT cache. So each file in lib belongs to the runtime. If an upgrade has
            // deleted such a file, the target of its link in /proc/self/fd still begins with the
            // path of lib.
            return file.startsWith(executable.resolve("../../..").normalize());
        } catch (IOException e) {
            // The descriptor was closed meanwhile, so no program inherits it.
            return true;
        }
    }

    /**
     * Sets close-on-exec on every open descriptor, except on the standard streams and the
     * inheritable descriptors. An inheritable descriptor never has close-on-exec, not even for a
     * moment. Otherwise a program that another thread starts at that moment would not inherit the
     * descriptor.
     */
    static synchronized void closeOthersOnExec() {
        SortedSet<Integer> kept = inheritable();
        if (Call.CLOSE_RANGE == null || !markGaps(kept)) {
            markOneByOne(kept);
        }
    }

    private static boolean markGaps(SortedSet<Integer> kept) {
        long from = FIRST;
        boolean done = true;
        for (int number : kept) {
            done &= from == number || mark(from, number - 1L);
            from = number + 1L;
        }
        return mark(from, LAST) && done;
    }

    private static boolean mark(long first, long last) {
        return CallShapes.call(Call.CLOSE_RANGE, first, last, CLOSE_RANGE_CLOEXEC) == 0;
    }

    /**
     * Sets close-on-exec on each open descriptor, except on the standard streams and the
     * descriptors in {@code kept}. This method is for kernels before 5.11, which cannot set the
     * flag on a range of descriptors, and for C libraries without the function close_range(2). If
     * /proc is not mounted, the open descriptors are unknown. The method then has no effect, and
     * child processes inherit every descriptor that was opened without the flag.
     */
    private static void markOneByOne(SortedSet<Integer> kept) {
        for (int number : openNow()) {
            if (!kept.contains(number)) {
                FileDescriptors.control(number, F_SETFD, FD_CLOEXEC);
            }
        }
    }
}
