package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.pipe.NonBlockingRetry;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.FileIdentity;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * Bytes between memory and streams, without a copy of ours between them: the kernel reads and
 * writes the segment itself.
 */
public final class SegmentTransfer {
    /** So much a system call: large enough to be worth one, small enough for the caches. */
    private static final long CHUNK = 256 << 10;

    private SegmentTransfer() {}

    /** Writes all of it to a stream. */
    static void out(SegmentRange part, WritableByteChannel to) throws IOException {
        MemorySegment memory = part.bytes();
        for (long at = 0; at < memory.byteSize(); at += CHUNK) {
            ByteBuffer chunk = chunk(memory, at);
            int tries = 0;
            while (chunk.hasRemaining()) {
                tries = to.write(chunk) > 0 ? 0 : wait(tries);
            }
        }
        part.moved("read", part.length());
    }

    /**
     * Writes all of it to a regular file: from file to file if it can be, because the kernel copies
     * those without mapping a page of them. Not to a pipe, where it would pass on the pages
     * themselves, and what is written to the segment later would be read.
     */
    static void toFile(SegmentRange part, FileChannel to) throws IOException {
        Optional<FileIdentity> file = part.segment().file();
        Optional<FileChannel> opened = file.isPresent() ? file.get().open() : Optional.empty();
        if (opened.isEmpty()) {
            out(part, to);
            return;
        }
        long end = part.offset() + part.length();
        try (FileChannel from = opened.get()) {
            for (long at = part.offset(); at < end; ) {
                long copied = from.transferTo(at, end - at, to);
                if (copied <= 0) {
                    throw new IpcException(
                            Category.CORRUPT, "the segment was cut short while it was in use");
                }
                at += copied;
            }
        }
        part.moved("copied from file to file", part.length());
    }

    /**
     * Reads a stream into it, to the stream's end or its own.
     *
     * @return how many bytes came
     */
    static long in(ReadableByteChannel from, SegmentRange part) throws IOException {
        MemorySegment memory = part.bytes();
        long at = 0;
        int read = 0;
        int tries = 0;
        while (at < memory.byteSize() && read >= 0) {
            read = from.read(chunk(memory, at));
            tries = read != 0 ? 0 : wait(tries);
            at += Math.max(0, read);
        }
        part.moved("written", at);
        return at;
    }

    private static int wait(int tries) {
        NonBlockingRetry.pause(tries);
        return tries + 1;
    }

    private static ByteBuffer chunk(MemorySegment memory, long at) {
        return memory.asSlice(at, Math.min(CHUNK, memory.byteSize() - at)).asByteBuffer();
    }

    /** Does something with a segment that others may cut short meanwhile. */
    public static <T> T watched(AttachedSegment segment, Action<T> action) throws IOException {
        try {
            return action.run();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "segment " + segment.name());
        } catch (IOException e) {
            if ("Bad address".equals(e.getMessage())) { // EFAULT: the kernel met the hole
                throw new IpcException(
                        Category.CORRUPT,
                        "segment " + segment.name() + " was cut short while it was in use",
                        e);
            }
            throw e;
        }
    }

    /** What is done. */
    @FunctionalInterface
    public interface Action<T> {
        T run() throws IOException;
    }
}
