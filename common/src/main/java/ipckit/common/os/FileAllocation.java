package ipckit.common.os;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;

import java.nio.file.Path;

/**
 * Allocates space in a file system by fallocate(2), so that later writes to a file cannot fail for
 * lack of space. Several threads may use this class at the same time.
 */
public final class FileAllocation {
    private static final class Call {
        static final LibraryFunction FALLOCATE = CallShapes.function("fallocate");
    }

    private FileAllocation() {}

    /**
     * Extends an empty file to {@code size} bytes of zeros, and allocates space for all of them. In
     * a tmpfs, this method is ten times as fast as writing the zeros.
     *
     * @param size the size in bytes
     * @return true if the file now has {@code size} bytes; false if the file system does not
     *     support fallocate, in which case the file stays empty
     * @throws IpcException NO_SPACE if the file system has too little free space; DENIED, ABSENT or
     *     IO if the file cannot be opened or extended
     */
    public static boolean take(Path file, long size) {
        String doing = "cannot open " + file;
        int opened = FileDescriptors.open(file, FileDescriptors.READ_WRITE, doing);
        try {
            int result = CallShapes.callUntilDone(Call.FALLOCATE, opened, 0, 0, size);
            return result != -Libc.EOPNOTSUPP
                    && Libc.checked(result, "cannot make " + CountedNoun.of(size, "byte")) == 0;
        } finally {
            FileDescriptors.close(opened);
        }
    }
}
