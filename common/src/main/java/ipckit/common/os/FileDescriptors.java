package ipckit.common.os;

import ipckit.common.PathBytes;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.file.Path;

/**
 * Calls open(2), read(2), write(2), fcntl(2) and close(2). Several threads may use this class at
 * the same time.
 */
final class FileDescriptors {
    static final int READ_ONLY = 0;
    static final int READ_WRITE = 2;
    static final int NONBLOCK = 0x800;
    static final int CLOSE_ON_EXEC = 0x80000;

    /** The permissions of a file that open(2) creates. */
    private static final int OWNER_ONLY = 0600;

    private static final class Call {
        static final LibraryFunction OPEN = CallShapes.function("open");
        static final LibraryFunction READ = CallShapes.function("read");
        static final LibraryFunction WRITE = CallShapes.function("write");
        static final LibraryFunction FCNTL = CallShapes.function("fcntl");
        static final LibraryFunction CLOSE = CallShapes.function("close");
    }

    private FileDescriptors() {}

    /**
     * Opens a file.
     *
     * @param flags as in open(2)
     * @param doing the first words of the error message, for example "cannot open jobs"
     * @return the descriptor
     * @throws ipckit.common.IpcException if the file cannot be opened
     */
    static int open(Path file, int flags, String doing) {
        try (Arena arena = Arena.ofConfined()) {
            long path = path(file, arena).address();
            return Libc.checked(CallShapes.call(Call.OPEN, path, flags, OWNER_ONLY), doing);
        }
    }

    /**
     * Reads at most {@code length} bytes from a file into memory. Returns the number of bytes read,
     * 0 at the end of the file, or −errno if the call fails.
     */
    static long read(int descriptor, MemorySegment memory, long length) {
        return transfer(Call.READ, descriptor, memory, length);
    }

    /**
     * Writes at most {@code length} bytes from memory to a file. Returns the number of bytes
     * written, or −errno if the call fails.
     */
    static long write(int descriptor, MemorySegment memory, long length) {
        return transfer(Call.WRITE, descriptor, memory, length);
    }

    private static long transfer(
            LibraryFunction function, int descriptor, MemorySegment memory, long length) {
        long done;
        do {
            done = CallShapes.callLong(function, descriptor, memory.address(), length);
        } while (done == -Libc.EINTR);
        // Without the fence, the garbage collector could free the memory during the call.
        Reference.reachabilityFence(memory);
        return done;
    }

    /**
     * Calls fcntl(2), and repeats the call whenever a signal interrupts the call.
     *
     * @return the result of fcntl(2), or −errno if the call fails
     */
    static int control(int descriptor, int operation, long argument) {
        return CallShapes.callUntilDone(Call.FCNTL, descriptor, operation, argument, 0);
    }

    /** Closes a descriptor. */
    static void close(int descriptor) {
        CallShapes.call(Call.CLOSE, descriptor, 0, 0);
    }

    /** Returns a path as a C string. */
    static MemorySegment path(Path file, Arena arena) {
        return Libc.string(PathBytes.of(file), arena);
    }
}
