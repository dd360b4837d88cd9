package ipckit.mq.microkernel.files.store;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.nio.ByteBuffer;

/**
 * The first block of the disk, which describes the others. After the superblock come the inodes,
 * and then the blocks for data.
 *
 * <pre>
 * offset 8    4 bytes   the version of the format
 * offset 12   4 bytes   the number of blocks that the store uses
 * offset 16   4 bytes   the number of inodes
 * </pre>
 *
 * @param blocks the number of blocks, including the superblock and the inodes
 * @param inodes the number of inodes; each has one block
 */
record Superblock(int blocks, int inodes) {
    /** The number of the superblock. */
    static final int NUMBER = 0;

    /** The number of the first inode. */
    static final int FIRST_INODE = 1;

    private static final int MAGIC = 0x49504653;
    private static final int VERSION = 1;

    /** The disk has one inode for each group of this many blocks. */
    private static final int BLOCKS_PER_INODE = 16;

    /**
     * The largest number of inodes. The file server reads all inodes when it starts, so this limit
     * keeps the start short.
     */
    private static final int MOST_INODES = 4096;

    private static final int FEWEST_BLOCKS = 16;

    /**
     * The largest number of blocks, which are 16 GiB. The file server keeps the number of every
     * used block in memory, so this number also limits the memory that the file server needs.
     */
    static final int MOST_BLOCKS = 1 << 22;

    /**
     * Reads the superblock. If all bytes of the disk are zero, this method writes the superblock
     * before it reads it. It writes no inodes, because an inode that consists of zeros is free. So
     * a death in this method leaves either a blank disk or a formatted one.
     *
     * @throws IpcException CORRUPT if the superblock is damaged or has an unknown version, if the
     *     disk contains other data than a store, or if the disk has become smaller; UNUSABLE if the
     *     disk has too few blocks for any store
     */
    static Superblock readOrFormat(BlockDevice device) {
        long available = device.blocks();
        if (available < FEWEST_BLOCKS) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "the disk has " + available + " blocks, and needs at least " + FEWEST_BLOCKS);
        }
        byte[] content = device.read(NUMBER);
        if (SealedBlock.isIntact(MAGIC, NUMBER, content)) {
            return parse(SealedBlock.body(content), available);
        }
        if (SealedBlock.isDamaged(MAGIC, NUMBER, content)) {
            throw damaged();
        }
        if (!device.isBlank()) {
            throw new IpcException(
                    Category.CORRUPT, "the disk contains other data: use a disk of zeros");
        }
        Superblock superblock = forDisk(available);
        device.write(NUMBER, superblock.content());
        return superblock;
    }

    private static IpcException damaged() {
        return new IpcException(Category.CORRUPT, "the first block of the disk is damaged");
    }

    private static Superblock forDisk(long available) {
        int blocks = (int) Math.min(available, MOST_BLOCKS);
        return new Superblock(blocks, Math.min(blocks / BLOCKS_PER_INODE, MOST_INODES));
    }

    private static Superblock parse(ByteBuffer body, long available) {
        int version = body.getInt();
        if (version != VERSION) {
            throw new IpcException(
                    Category.CORRUPT, "the format of the disk has the unknown version " + version);
        }
        Superblock superblock = new Superblock(body.getInt(), body.getInt());
        if (superblock.blocks < FEWEST_BLOCKS
                || superblock.blocks > MOST_BLOCKS
                || superblock.inodes < 1
                || superblock.inodes > MOST_INODES
                || superblock.inodes >= superblock.blocks - FIRST_INODE) {
            throw damaged();
        }
        if (superblock.blocks > available) {
            throw new IpcException(
                    Category.CORRUPT,
                    "the disk has "
                            + available
                            + " blocks, but was formatted with "
                            + superblock.blocks);
        }
        return superblock;
    }

    private byte[] content() {
        ByteBuffer block = SealedBlock.begin().putInt(VERSION).putInt(blocks).putInt(inodes);
        return SealedBlock.seal(MAGIC, NUMBER, block);
    }

    /** Returns the number of the block after the last inode. */
    int firstData() {
        return FIRST_INODE + inodes;
    }
}
