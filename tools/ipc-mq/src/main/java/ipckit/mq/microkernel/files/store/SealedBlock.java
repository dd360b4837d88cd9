package ipckit.mq.microkernel.files.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A block that begins with a magic number and a checksum. The checksum also covers the number of
 * the block, so that a block in a wrong place is not taken for an intact one.
 *
 * <pre>
 * offset 0   4 bytes   the magic number, which names the kind of the block
 * offset 4   4 bytes   the CRC-32C of the number of the block (8 bytes), of the magic number and of
 *                      the rest of the block
 * offset 8             the body
 * </pre>
 *
 * <p>All numbers are big-endian.
 */
final class SealedBlock {
    /** The offset of the body in a block, in bytes. */
    static final int BODY = 8;

    private static final int CHECKSUM = 4;

    private SealedBlock() {}

    /** Returns a buffer for a new block. Its position is the first byte of the body. */
    static ByteBuffer begin() {
        return ByteBuffer.allocate(BlockDevice.BLOCK_SIZE).position(BODY);
    }

    /**
     * Completes a block.
     *
     * @param magic the kind of the block
     * @param number the number of the block on the disk
     * @param block a buffer from {@link #begin} with a body
     * @return the content of the block
     */
    static byte[] seal(int magic, long number, ByteBuffer block) {
        block.putInt(0, magic);
        block.putInt(CHECKSUM, checksum(number, block.array()));
        return block.array();
    }

    /**
     * Returns whether a block is of the given kind, was written as the block {@code number}, and is
     * not damaged.
     */
    static boolean isIntact(int magic, long number, byte[] content) {
        ByteBuffer block = ByteBuffer.wrap(content);
        return block.getInt(0) == magic && block.getInt(CHECKSUM) == checksum(number, content);
    }

    /**
     * Returns whether a block is damaged, but was once a block of the given kind. There are two
     * cases: the magic number is right and other bytes are wrong; or the magic number is wrong and
     * all other bytes are right.
     */
    static boolean isDamaged(int magic, long number, byte[] content) {
        byte[] corrected = content.clone();
        ByteBuffer.wrap(corrected).putInt(0, magic);
        return !isIntact(magic, number, content)
                && (ByteBuffer.wrap(content).getInt(0) == magic
                        || isIntact(magic, number, corrected));
    }

    /** Returns a buffer for reading a block. Its position is the first byte of the body. */
    static ByteBuffer body(byte[] content) {
        return ByteBuffer.wrap(content).position(BODY);
    }

    private static int checksum(long number, byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        sum.update(content, 0, CHECKSUM);
        sum.update(content, BODY, content.length - BODY);
        return (int) sum.getValue();
    }
}
