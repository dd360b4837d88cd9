package ipckit.common.os;

import static ipckit.common.os.FileDescriptors.CLOSE_ON_EXEC;
import static ipckit.common.os.FileDescriptors.NONBLOCK;
import static ipckit.common.os.FileDescriptors.READ_WRITE;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A FIFO that is open for reading and writing. While this process holds the FIFO open, the FIFO has
 * a reader and a writer, so neither end of file nor EPIPE occurs. Reads and writes do not block: a
 * write to a full pipe returns at once.
 *
 * <p>An instance belongs to one thread.
 */
public final class NamedPipe implements AutoCloseable {
    private static final int OWNER_ONLY = 0600;
    private static final int DRAIN = 4096;

    private static final class Call {
        static final LibraryFunction MKFIFO = CallShapes.function("mkfifo");
    }

    private final MemorySegment buffer = Arena.ofAuto().allocate(DRAIN);
    private final int descriptor;

    /** Makes a FIFO with mode 0600. The caller changes the mode if other users need access. */
    public static void make(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            long name = FileDescriptors.path(path, arena).address();
            Libc.checked(
                    CallShapes.call(Call.MKFIFO, name, OWNER_ONLY, 0),
                    "cannot make the pipe " + path);
        }
    }

    /** Opens an existing FIFO. */
    public NamedPipe(Path path) {
        int flags = READ_WRITE | NONBLOCK | CLOSE_ON_EXEC;
        descriptor = FileDescriptors.open(path, flags, "cannot open the pipe " + path);
    }

    /**
     * Waits until the pipe has a byte to read, for at most {@code millis} milliseconds. Does not
     * read the byte.
     */
    public void await(int millis) {
        Poll.awaitReadable(descriptor, millis);
    }

    /** Reads and discards all bytes in the pipe. */
    public void drain() {
        long got;
        do {
            got = FileDescriptors.read(descriptor, buffer, DRAIN);
            // If the read has filled the buffer, the pipe may contain more bytes.
        } while (got == DRAIN);
    }

    /**
     * Writes a newline, so that a shell continues if it waits for a line from the pipe with the
     * command {@code read}. Has no effect when the pipe is full.
     */
    public void ring() {
        buffer.set(JAVA_BYTE, 0, (byte) '\n');
        FileDescriptors.write(descriptor, buffer, 1);
    }

    @Override
    public void close() {
        FileDescriptors.close(descriptor);
    }
}
