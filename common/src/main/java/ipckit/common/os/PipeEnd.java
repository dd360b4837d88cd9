package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import ipckit.common.IpcException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * One end of a pipe(2) as a channel with a known descriptor number. The descriptor has the flag
 * close-on-exec, so a child process inherits it only if {@link PosixSpawn#descriptor} gives it to
 * the child.
 *
 * <p>Reads and writes block. While a thread reads or writes, no other thread may close the end.
 */
public final class PipeEnd implements ReadableByteChannel, WritableByteChannel {
    private static final int COPIED_AT_ONCE = 64 << 10;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int FIONREAD = 0x541b;

    private static final class Call {
        static final LibraryFunction PIPE = CallShapes.function("pipe2");
        static final LibraryFunction IOCTL = CallShapes.function("ioctl");
    }

    private int descriptor;

    /** The memory through which buffers on the Java heap are copied; null until it is needed. */
    private MemorySegment copy;

    private PipeEnd(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Both ends of a pipe.
     *
     * @param out the end to read from
     * @param in the end to write to
     */
    public record Ends(PipeEnd out, PipeEnd in) {
        /**
         * Opens the reading end again, and closes the writing end. Before the call, the reading end
         * must be closed, and the writing end must be open.
         *
         * @return false if this process has too many open files; then both ends are closed
         */
        public boolean closeInAndReopenOut() {
            try {
                out.reopen(in);
            } catch (IpcException e) {
                return false;
            } finally {
                in.close();
            }
            return true;
        }
    }

    /**
     * Makes a pipe.
     *
     * @throws IpcException IO if this process has too many open files
     */
    public static Ends makePipe() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            Libc.checked(
                    CallShapes.call(Call.PIPE, ends.address(), FileDescriptors.CLOSE_ON_EXEC, 0),
                    "cannot make a pipe");
            return new Ends(
                    new PipeEnd(ends.getAtIndex(JAVA_INT, 0)),
                    new PipeEnd(ends.getAtIndex(JAVA_INT, 1)));
        }
    }

    /**
     * Opens this reading end again. This end must be closed. This method opens the pipe through the
     * descriptor of {@code writing}, which must be the open writing end of the same pipe.
     *
     * @throws IpcException IO if this process has too many open files
     */
    void reopen(PipeEnd writing) {
        descriptor =
                FileDescriptors.open(
                        Path.of("/proc/self/fd/" + writing.descriptor),
                        FileDescriptors.READ_ONLY | FileDescriptors.CLOSE_ON_EXEC,
                        "cannot open a pipe");
    }

    /** Returns the descriptor's number, or −1 when this end is closed. */
    public int descriptor() {
        return descriptor;
    }

    /**
     * Sets the pipe's capacity in bytes, which the kernel rounds up. Has no effect when the
     * capacity exceeds the kernel's limit for this user.
     */
    public void setCapacity(int bytes) {
        FileDescriptors.control(descriptor, F_SETPIPE_SZ, bytes);
    }

    /** Returns the number of bytes in the pipe, or 0 if the kernel does not report the number. */
    public int unread() {
        return unread(descriptor);
    }

    /** Returns the number of bytes in a pipe, or 0 if the kernel does not report the number. */
    public static int unread(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            int failed = CallShapes.call(Call.IOCTL, descriptor, FIONREAD, count.address());
            return failed == 0 ? count.get(JAVA_INT, 0) : 0;
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        MemorySegment into = MemorySegment.ofBuffer(target);
        MemorySegment memory = into.isNative() ? into : copy();
        long length = Math.min(into.byteSize(), memory.byteSize());
        int got = checked(FileDescriptors.read(descriptor, memory, length));
        if (got == 0) {
            return -1;
        }
        if (memory != into) {
            into.copyFrom(memory.asSlice(0, got));
        }
        target.position(target.position() + got);
        return got;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        MemorySegment from = MemorySegment.ofBuffer(source);
        long length = from.byteSize();
        if (!from.isNative()) {
            length = Math.min(length, COPIED_AT_ONCE);
            from = copy().copyFrom(from.asSlice(0, length));
        }
        int written = checked(FileDescriptors.write(descriptor, from, length));
        source.position(source.position() + written);
        return written;
    }

    private MemorySegment copy() {
        if (copy == null) {
            copy = Arena.ofAuto().allocate(COPIED_AT_ONCE);
        }
        return copy;
    }

    private static int checked(long result) throws IOException {
        if (result < 0) {
            throw new IOException(result == -Libc.EPIPE ? "Broken pipe" : Libc.text((int) -result));
        }
        return (int) result;
    }

    @Override
    public boolean isOpen() {
        return descriptor >= 0;
    }

    /** Closes this end. Has no effect when the end is closed already. */
    @Override
    public synchronized void close() {
        int open = descriptor;
        descriptor = -1;
        if (open >= 0) {
            FileDescriptors.close(open);
        }
    }
}
