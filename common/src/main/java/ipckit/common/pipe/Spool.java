package ipckit.common.pipe;

import ipckit.common.PathBytes;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Stores bytes until the caller writes them to their destination. For example, a spool stores the
 * output of a job that is still running. The first bytes are in memory: at most 16 KiB of a spool,
 * and at most 8 MiB of all spools together. The other bytes are in a {@link SpoolFile}.
 *
 * <p>Only one thread at a time may use a spool.
 */
public final class Spool implements AutoCloseable {
    private static final int IN_MEMORY = 16 << 10;
    private static final int FIRST = 512;
    private static final long ALL_IN_MEMORY = 8 << 20;

    /** The total size in bytes of the memory of all spools. */
    private static final AtomicLong MEMORY = new AtomicLong();

    private byte[] memory = new byte[0];
    private int used;

    /**
     * The numbers of the blocks in the spool file that contain bytes of this spool. All blocks
     * except the last are full.
     */
    private final List<Long> blocks = new ArrayList<>();

    /**
     * The number of bytes of this spool in the last block of {@link #blocks}. If there are no
     * blocks, the value is {@link SpoolFile#BLOCK}, so that the next write allocates a block.
     */
    private int usedOfLast = SpoolFile.BLOCK;

    /**
     * Appends the remaining bytes of a buffer.
     *
     * @throws ipckit.common.IpcException if the spool file cannot be written. Then the bytes before
     *     the buffer's position are stored, and the remaining bytes are not.
     */
    public void write(ByteBuffer more) {
        if (blocks.isEmpty() && hasMemoryFor(used + more.remaining())) {
            int length = more.remaining();
            more.get(memory, used, length);
            used += length;
            return;
        }
        while (more.hasRemaining()) {
            if (usedOfLast == SpoolFile.BLOCK) {
                blocks.add(SpoolFile.OURS.take());
                usedOfLast = 0;
            }
            int length = Math.min(more.remaining(), SpoolFile.BLOCK - usedOfLast);
            ByteBuffer piece = more.slice(more.position(), length);
            SpoolFile.OURS.write(piece, blocks.getLast(), usedOfLast);
            usedOfLast += length;
            more.position(more.position() + length);
        }
    }

    /**
     * Enlarges the memory to at least {@code size} bytes, unless a limit forbids it. Returns
     * whether the memory now has at least this size.
     */
    private boolean hasMemoryFor(int size) {
        if (size <= memory.length) {
            return true;
        }
        int enlarged = Math.max(size, Math.min(IN_MEMORY, Math.max(FIRST, 2 * used)));
        int growth = enlarged - memory.length;
        if (enlarged > IN_MEMORY) {
            return false;
        }
        if (MEMORY.addAndGet(growth) > ALL_IN_MEMORY) {
            MEMORY.addAndGet(-growth);
            return false;
        }
        memory = Arrays.copyOf(memory, enlarged);
        return true;
    }

    /**
     * Passes all stored bytes to a function, in order. The spool still stores the bytes afterwards.
     *
     * @param taker consumes all remaining bytes of each buffer that it receives
     */
    public void pour(Consumer<ByteBuffer> taker) {
        taker.accept(ByteBuffer.wrap(memory, 0, used));
        if (blocks.isEmpty()) {
            return;
        }
        ByteBuffer piece = ByteBuffer.allocateDirect(SpoolFile.BLOCK);
        for (int i = 0; i < blocks.size(); i++) {
            piece.clear().limit(i < blocks.size() - 1 ? SpoolFile.BLOCK : usedOfLast);
            SpoolFile.OURS.read(piece, blocks.get(i));
            taker.accept(piece.flip());
        }
    }

    /**
     * Returns the directory for temporary files: {@code $TMPDIR} if that variable is set and not
     * empty, otherwise {@code /tmp}.
     */
    static Path directory() {
        Path chosen = PathBytes.inVariable("TMPDIR");
        return chosen == null ? Path.of("/tmp") : chosen;
    }

    /** Discards all stored bytes. */
    @Override
    public void close() {
        MEMORY.addAndGet(-memory.length);
        memory = new byte[0];
        used = 0;
        SpoolFile.OURS.give(blocks);
        blocks.clear();
        usedOfLast = SpoolFile.BLOCK;
    }
}
