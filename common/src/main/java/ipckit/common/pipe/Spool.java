package ipckit.common.pipe;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes that are held until somebody may have them: in memory while they are few, then in a {@link
 * SpoolFile}.
 *
 * <p>Belongs to one thread at a time.
 */
public final class Spool implements AutoCloseable {
    private static final int IN_MEMORY = 16 << 10;
    private static final int FIRST = 512;

    private byte[] memory = new byte[0];
    private int used;

    /** Where it goes on from memory: all are full but for the last. */
    private final List<Long> blocks = new ArrayList<>();

    /** How many bytes of the last one are used. */
    private int usedOfLast = SpoolFile.BLOCK;

    /** Takes what is left in a buffer. */
    public void write(ByteBuffer more) {
        if (blocks.isEmpty() && used + more.remaining() <= IN_MEMORY) {
            keep(more);
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

    private void keep(ByteBuffer more) {
        int length = more.remaining();
        int needed = used + length;
        if (needed > memory.length) {
            memory = Arrays.copyOf(memory, Math.max(Math.max(FIRST, 2 * used), needed));
        }
        more.get(memory, used, length);
        used = needed;
    }

    /** Somebody who takes bytes. */
    @FunctionalInterface
    public interface Taker {
        /** Takes all that is left in the buffer. */
        void take(ByteBuffer bytes);
    }

    /** Hands on all that is held, in order; it is held still. */
    public void pour(Taker taker) {
        taker.take(ByteBuffer.wrap(memory, 0, used));
        if (blocks.isEmpty()) {
            return;
        }
        ByteBuffer piece = ByteBuffer.allocateDirect(SpoolFile.BLOCK);
        for (int i = 0; i < blocks.size(); i++) {
            piece.clear().limit(i < blocks.size() - 1 ? SpoolFile.BLOCK : usedOfLast);
            SpoolFile.OURS.read(piece, blocks.get(i));
            taker.take(piece.flip());
        }
    }

    /** Where temporary files go: {@code $TMPDIR}, else {@code /tmp}. */
    public static Path directory() {
        String chosen = System.getenv("TMPDIR");
        return Path.of(chosen == null || chosen.isEmpty() ? "/tmp" : chosen);
    }

    /** Forgets everything. */
    @Override
    public void close() {
        memory = new byte[0];
        used = 0;
        SpoolFile.OURS.give(blocks);
        blocks.clear();
        usedOfLast = SpoolFile.BLOCK;
    }
}
