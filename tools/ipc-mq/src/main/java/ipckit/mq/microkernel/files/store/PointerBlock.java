package ipckit.mq.microkernel.files.store;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.nio.ByteBuffer;

/** A block that contains the numbers of other blocks of a file. */
final class PointerBlock {
    /** The largest number of block numbers in a pointer block. */
    static final int MOST = (BlockDevice.BLOCK_SIZE - SealedBlock.BODY) / Integer.BYTES;

    private static final int MAGIC = 0x50545253;

    private PointerBlock() {}

    /**
     * Returns the content of a pointer block.
     *
     * @param number the number of the pointer block itself
     * @param pointers the block numbers that it contains
     */
    static byte[] content(int number, int[] pointers) {
        ByteBuffer block = SealedBlock.begin();
        block.asIntBuffer().put(pointers);
        return SealedBlock.seal(MAGIC, number, block);
    }

    /**
     * Returns the first block numbers in a pointer block.
     *
     * @param number the number of the pointer block itself
     * @param count how many block numbers to return
     * @throws IpcException CORRUPT if the block is damaged
     */
    static int[] parse(int number, byte[] content, int count) {
        if (!SealedBlock.isIntact(MAGIC, number, content)) {
            throw new IpcException(Category.CORRUPT, "block " + number + " is damaged");
        }
        int[] pointers = new int[count];
        SealedBlock.body(content).asIntBuffer().get(pointers);
        return pointers;
    }
}
