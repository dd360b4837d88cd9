package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import ipckit.common.IpcException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * One end of a pipe(2) as a channel with a known descriptor number, so that the end can be given to
 * a child process. The descriptor is closed on exec.
 *
 * <p>Reads and writes block. One thread reads or writes; no other thread may close the end
 * meanwhile.
 */
public final class PipeEnd implements ReadableByteChannel, WritableByteChannel {
    private static final int COPIED_AT_ONCE = 64 << 10;

    private static final class Call {
        static final MethodHandle PIPE = CallShapes.function("pipe2");
    }

    private int descriptor;

    /** Native memory for data of the Java heap, allocated at its first use. */
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
    public record Pipe(PipeEnd out, PipeEnd in) {
        /** Closes the ends that are still open. */
        public void close() {
            out.close();
            in.close();
        }
    }

    /**
     * Makes a pipe.
     *
     * @throws IpcException IO if this process has too many open files
     */
    public static Pipe make() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            int failed =
                    CallShapes.call(Call.PIPE, ends.address(), FileDescriptors.CLOSE_ON_EXEC, 0);
            if (failed != 0) {
                throw Libc.failure("cannot make a pipe", -failed);
            }
            return new Pipe(
                    new PipeEnd(ends.getAtIndex(JAVA_INT, 0)),
                    new PipeEnd(ends.getAtIndex(JAVA_INT, 1)));
        }
    }

    /** Returns the descriptor's number, or −1 when this end is closed. */
    public int descriptor() {
        return descriptor;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int wanted = target.remaining();
        if (target.isDirect()) {
            return advance(target, read(MemorySegment.ofBuffer(target), wanted));
        }
        MemorySegment here = copy();
        long got = read(here, Math.min(wanted, COPIED_AT_ONCE));
        if (got > 0) {
            MemorySegment.ofBuffer(target).copyFrom(here.asSlice(0, got));
        }
        return advance(target, got);
    }

    private static int advance(ByteBuffer target, long got) {
        if (got <= 0) {
            return -1;
        }
        target.position(target.position() + (int) got);
        return (int) got;
    }

    private long read(MemorySegment target, int length) throws IOException {
        long got;
        do {
            got = FileDescriptors.read(descriptor, target, length);
        } while (got == -Libc.EINTR);
        return checked(got);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        MemorySegment from = MemorySegment.ofBuffer(source);
        if (!source.isDirect()) {
            length = Math.min(length, COPIED_AT_ONCE);
            from = copy().copyFrom(from.asSlice(0, length));
        }
        long written;
        do {
            written = FileDescriptors.write(descriptor, from, length);
        } while (written == -Libc.EINTR);
        source.position(source.position() + (int) checked(written));
        return (int) written;
    }

    private MemorySegment copy() {
        if (copy == null) {
            copy = Arena.ofAuto().allocate(COPIED_AT_ONCE);
        }
        return copy;
    }

    private static long checked(long result) throws IOException {
        if (result == -Libc.EPIPE) {
            throw new IOException("Broken pipe");
        }
        if (result < 0) {
            throw new IOException(Libc.text((int) -result));
        }
        return result;
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
