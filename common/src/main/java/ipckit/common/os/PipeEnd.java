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
 * One end of a pipe(2), by its descriptor, so that a process which we start can have it. Not
 * inherited otherwise.
 *
 * <p>Reads and writes block, and belong to one thread; another one may not close it meanwhile.
 */
public final class PipeEnd implements ReadableByteChannel, WritableByteChannel {
    private static final int O_CLOEXEC = 0x80000;
    private static final int COPIED_AT_ONCE = 64 << 10;

    private static final class Call {
        static final MethodHandle PIPE = CallShapes.function("pipe2");
        static final MethodHandle READ = CallShapes.function("read");
        static final MethodHandle WRITE = CallShapes.function("write");
        static final MethodHandle CLOSE = CallShapes.function("close");
    }

    private int descriptor;

    /** Made when a buffer in Java's heap is first written or read. */
    private MemorySegment copy;

    private PipeEnd(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Both ends of a pipe. */
    public record Pipe(PipeEnd out, PipeEnd in) {
        /** Closes what is still open. */
        public void close() {
            out.close();
            in.close();
        }
    }

    /**
     * Makes a pipe: what is written into {@code in} can be read from {@code out}.
     *
     * @throws IpcException IO (too many open files)
     */
    public static Pipe make() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            int failed = CallShapes.call(Call.PIPE, ends.address(), O_CLOEXEC, 0);
            if (failed != 0) {
                throw Libc.failure("cannot make a pipe", -failed);
            }
            return new Pipe(
                    new PipeEnd(ends.getAtIndex(JAVA_INT, 0)),
                    new PipeEnd(ends.getAtIndex(JAVA_INT, 1)));
        }
    }

    /** The number by which a process that we start is given it; -1 when it is closed. */
    public int descriptor() {
        return descriptor;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int wanted = target.remaining();
        if (target.isDirect()) {
            long got = call(Call.READ, MemorySegment.ofBuffer(target), wanted);
            return taken(target, got);
        }
        MemorySegment here = copy();
        long got = call(Call.READ, here, Math.min(wanted, COPIED_AT_ONCE));
        if (got > 0) {
            MemorySegment.ofBuffer(target).copyFrom(here.asSlice(0, got));
        }
        return taken(target, got);
    }

    private static int taken(ByteBuffer target, long got) {
        if (got <= 0) {
            return -1;
        }
        target.position(target.position() + (int) got);
        return (int) got;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        MemorySegment from = MemorySegment.ofBuffer(source);
        if (!source.isDirect()) {
            length = Math.min(length, COPIED_AT_ONCE);
            from = copy().copyFrom(from.asSlice(0, length));
        }
        int taken = (int) call(Call.WRITE, from, length);
        source.position(source.position() + taken);
        return taken;
    }

    private MemorySegment copy() {
        if (copy == null) {
            copy = Arena.ofAuto().allocate(COPIED_AT_ONCE);
        }
        return copy;
    }

    private long call(MethodHandle function, MemorySegment memory, int length) throws IOException {
        for (; ; ) {
            long done = CallShapes.count(function, descriptor, memory.address(), length);
            if (done >= 0) {
                return done;
            }
            if (done == -Libc.EPIPE) {
                throw new IOException("Broken pipe");
            }
            if (done != -Libc.EINTR) {
                throw new IOException(Libc.text((int) -done));
            }
        }
    }

    @Override
    public boolean isOpen() {
        return descriptor >= 0;
    }

    /** Closes it; a second time does nothing. */
    @Override
    public synchronized void close() {
        int open = descriptor;
        descriptor = -1;
        if (open >= 0) {
            CallShapes.call(Call.CLOSE, open, 0, 0);
        }
    }
}
