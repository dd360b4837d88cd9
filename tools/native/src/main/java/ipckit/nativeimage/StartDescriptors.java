package ipckit.nativeimage;

import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;

/**
 * Prepares the descriptors of the process for the program: closes the descriptor that GraalVM's
 * runtime has left open, and opens {@code /dev/null} for standard streams that the caller has
 * closed. On the JVM, the launcher script prepares the descriptors.
 *
 * <p>At its start, the runtime opens two files: first {@code /proc/self/maps}, which the runtime
 * closes again, and then the executable file of this process, which the runtime leaves open. The
 * runtime would need the executable file again only for a second isolate (an independent heap in
 * the same process), and ipckit never creates one.
 */
final class StartDescriptors {
    private static final int STANDARD_ERROR = 2;
    private static final int LONGEST_PATH = 4096;

    private StartDescriptors() {}

    /**
     * Closes the runtime's descriptor of the executable file, and opens {@code /dev/null} in place
     * of each standard stream that the caller has closed. Otherwise the first file that the program
     * opens would get the number of the closed stream. This method must be called before the
     * program opens a file.
     */
    static void prepare() {
        // The runtime opened /proc/self/maps under the lowest free number, then the executable file
        // under the next free number, and then closed /proc/self/maps. Only the number of
        // /proc/self/maps can therefore be free below the number of the executable file. If the
        // loop finds two free numbers before the executable file, the file is not open, and the
        // search ends.
        boolean found = false;
        int free = 0;
        for (int number = 0; number <= STANDARD_ERROR || !found && free < 2; number++) {
            boolean open = Posix.fcntl(number, Posix.F_GETFD) >= 0;
            if (!open) {
                free++;
            } else if (!found && isOpenedByRuntime(number)) {
                found = true;
                open = false;
                Posix.close(number);
            }
            if (!open && number <= STANDARD_ERROR) {
                fill(number);
            }
        }
    }

    /**
     * Opens {@code /dev/null} under the number of a closed standard stream. Standard input is
     * opened for writing only, and standard output for reading only. Therefore a program that reads
     * standard input or writes standard output gets an error, as if the stream were closed. Text
     * for standard error is discarded.
     */
    private static void fill(int number) {
        int flags = number == 1 ? Posix.O_RDONLY : Posix.O_WRONLY;
        try (CCharPointerHolder path = CTypeConversion.toCString("/dev/null")) {
            if (Posix.open(path.get(), flags) != number) {
                Main.fail("cannot open /dev/null");
            }
        }
    }

    /**
     * Returns whether the runtime, and not the caller, has opened a descriptor. The runtime's
     * descriptor leads to the executable file of this process. Its position in the file is not 0,
     * because the runtime has read a part of the file.
     */
    private static boolean isOpenedByRuntime(int number) {
        if (Posix.lseek(number, 0, Posix.SEEK_CUR) <= 0) {
            return false;
        }
        String file = target("/proc/self/fd/" + number);
        return !file.isEmpty() && file.equals(target("/proc/self/exe"));
    }

    /**
     * Returns the target of a symbolic link, with one character for each byte; an empty text if the
     * link cannot be read.
     */
    private static String target(String link) {
        byte[] target = new byte[LONGEST_PATH];
        try (CCharPointerHolder path = CTypeConversion.toCString(link);
                CCharPointerHolder buffer = CTypeConversion.toCBytes(target)) {
            long length = Posix.readlink(path.get(), buffer.get(), LONGEST_PATH);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append((char) (buffer.get().read(i) & 0xff));
            }
            return text.toString();
        }
    }
}
