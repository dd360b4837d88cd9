package ipckit.shm;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;

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
final class Transfer {
    /** So much a system call: large enough to be worth one, small enough for the caches. */
    private static final long CHUNK = 256 << 10;

    private Transfer() {}

    /** Writes all of the memory to a stream, and returns how many bytes that were. */
    static long out(MemorySegment memory, WritableByteChannel to) throws IOException {
        for (long at = 0; at < memory.byteSize(); at += CHUNK) {
            ByteBuffer chunk = chunk(memory, at);
            while (chunk.hasRemaining()) {
                to.write(chunk);
            }
        }
        return memory.byteSize();
    }

    /**
     * Writes bytes of a segment to a regular file: from file to file if it can be, because the
     * kernel copies those without mapping a page of them. Not to a pipe, where it would pass on the
     * pages themselves, and what is written to the segment later would be read.
     */
    static long toFile(Attached segment, long offset, long length, FileChannel to)
            throws IOException {
        Optional<FileChannel> opened =
                segment.file().isPresent() ? segment.file().get().open() : Optional.empty();
        if (opened.isEmpty()) {
            return out(segment.bytes(offset, length), to);
        }
        try (FileChannel from = opened.get()) {
            for (long at = offset; at < offset + length; ) {
                long copied = from.transferTo(at, offset + length - at, to);
                if (copied <= 0) {
                    throw new IpcException(
                            Category.CORRUPT, "the segment was cut short while it was in use");
                }
                at += copied;
            }
        }
        return length;
    }

    /**
     * Reads a stream into memory, to its end or the memory's.
     *
     * @return how many bytes came
     */
    static long in(ReadableByteChannel from, MemorySegment memory) throws IOException {
        long at = 0;
        while (at < memory.byteSize()) {
            int read = from.read(chunk(memory, at));
            if (read < 0) {
                return at;
            }
            at += read;
        }
        return at;
    }

    private static ByteBuffer chunk(MemorySegment memory, long at) {
        return memory.asSlice(at, Math.min(CHUNK, memory.byteSize() - at)).asByteBuffer();
    }

    /** Does something with mapped memory that others may cut short meanwhile. */
    static <T> T watched(String name, Action<T> action) throws IOException {
        try {
            return action.run();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "segment " + name);
        } catch (IOException e) {
            if ("Bad address".equals(e.getMessage())) { // EFAULT: the kernel met the hole
                throw new IpcException(
                        Category.CORRUPT,
                        "segment " + name + " was cut short while it was in use",
                        e);
            }
            throw e;
        }
    }

    /** What is done. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }
}
