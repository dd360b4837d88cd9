package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.pipe.NonBlockingRetry;
import ipckit.shm.scheme.FileIdentity;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * Copies bytes between a segment and streams. The kernel reads and writes the mapped segment
 * directly, so this class needs no buffer.
 */
final class SegmentTransfer {
    /**
     * The greatest number of bytes that one call of read(2) or write(2) transfers, 256 KiB. This
     * number is so large that the system calls take little of the total time, and so small that the
     * bytes fit into a processor's caches.
     */
    private static final long CHUNK = 256 << 10;

    private SegmentTransfer() {}

    /** Writes all bytes of a range to a stream. */
    static void toStream(SegmentRange range, WritableByteChannel to) throws IOException {
        MemorySegment memory = range.bytes();
        for (long at = 0; at < memory.byteSize(); at += CHUNK) {
            ByteBuffer chunk = chunk(memory, at);
            int tries = 0;
            while (chunk.hasRemaining()) {
                tries = to.write(chunk) > 0 ? 0 : pause(tries);
            }
        }
        range.traceTransfer("read", range.length());
    }

    /**
     * Writes all bytes of a range to a regular file. If the segment is a file too, the kernel
     * copies from file to file, and this process does not access the mapped memory of the segment.
     * Otherwise this method does the same as {@link #toStream}.
     *
     * <p>This method must not be used for a pipe. The kernel would not copy the bytes, but would
     * put the segment's own pages into the pipe. A later write to the segment would then change
     * bytes that the reader of the pipe has not read yet.
     */
    static void toFile(SegmentRange range, FileChannel to) throws IOException {
        Optional<FileIdentity> file = range.segment().file();
        Optional<FileChannel> opened = file.isPresent() ? file.get().open() : Optional.empty();
        if (opened.isEmpty()) {
            toStream(range, to);
            return;
        }
        long end = range.offset() + range.length();
        try (FileChannel from = opened.get()) {
            for (long at = range.offset(); at < end; ) {
                long copied = from.transferTo(at, end - at, to);
                if (copied <= 0) {
                    throw new IpcException(
                            Category.CORRUPT, "the segment was cut short while it was in use");
                }
                at += copied;
            }
        }
        range.traceTransfer("copied from file to file", range.length());
    }

    /**
     * Reads a stream into a range until the stream ends or the range is full.
     *
     * @return the number of bytes read
     */
    static long fromStream(ReadableByteChannel from, SegmentRange range) throws IOException {
        MemorySegment memory = range.bytes();
        long at = 0;
        int read = 0;
        int tries = 0;
        while (at < memory.byteSize() && read >= 0) {
            read = from.read(chunk(memory, at));
            tries = read != 0 ? 0 : pause(tries);
            at += Math.max(0, read);
        }
        range.traceTransfer("written", at);
        return at;
    }

    private static int pause(int tries) {
        NonBlockingRetry.pause(tries);
        return tries + 1;
    }

    private static ByteBuffer chunk(MemorySegment memory, long at) {
        return memory.asSlice(at, Math.min(CHUNK, memory.byteSize() - at)).asByteBuffer();
    }
}
