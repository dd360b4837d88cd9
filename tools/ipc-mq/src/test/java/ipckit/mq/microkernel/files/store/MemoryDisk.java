package ipckit.mq.microkernel.files.store;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.ArrayList;
import java.util.List;

/** A disk in memory that stops or fails at a chosen write. */
public final class MemoryDisk implements BlockDevice {
    /** Stands for the death of the process that uses the disk. */
    public static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final List<byte[]> blocks = new ArrayList<>();
    private int writesUntilDeath = Integer.MAX_VALUE;
    private int writesUntilFailure = Integer.MAX_VALUE;
    private boolean failureStores;
    private long unreadable = -1;
    private long unwritable = -1;
    private int writes;

    /** Creates a disk of zeros. */
    public MemoryDisk(int blocks) {
        for (int i = 0; i < blocks; i++) {
            this.blocks.add(new byte[BLOCK_SIZE]);
        }
    }

    /** Returns a disk with the same content, which neither stops nor fails. */
    public MemoryDisk copy() {
        MemoryDisk copy = new MemoryDisk(0);
        blocks.forEach(block -> copy.blocks.add(block.clone()));
        return copy;
    }

    /** Lets {@code count} further writes succeed. The next write then throws {@link Death}. */
    public void dieAfter(int count) {
        writesUntilDeath = count;
    }

    /**
     * Lets {@code count} further writes succeed. The next write then fails with IO.
     *
     * @param stores whether the write that fails nevertheless stores the new content
     */
    public void failAfter(int count, boolean stores) {
        writesUntilFailure = count;
        failureStores = stores;
    }

    /**
     * Lets every later read of a block fail.
     *
     * @param block the number of the block; -1 if no read shall fail any longer
     */
    void makeUnreadable(long block) {
        unreadable = block;
    }

    /**
     * Lets every later write of a block fail.
     *
     * @param block the number of the block; -1 if no write shall fail any longer
     */
    void makeUnwritable(long block) {
        unwritable = block;
    }

    /** Changes one byte. */
    void damage(long block, int offset) {
        damage(block, offset, 1);
    }

    /** Changes those bits of a byte that are set in the mask. */
    void damage(long block, int offset, int mask) {
        blocks.get((int) block)[offset] ^= (byte) mask;
    }

    int writes() {
        return writes;
    }

    @Override
    public long blocks() {
        return blocks.size();
    }

    @Override
    public byte[] read(long block) {
        if (block == unreadable) {
            throw new IpcException(Category.IO, "cannot read block " + block);
        }
        return blocks.get((int) block).clone();
    }

    @Override
    public void write(long block, byte[] content) {
        if (writesUntilDeath-- == 0) {
            throw new Death();
        }
        boolean fails = writesUntilFailure-- == 0 || block == unwritable;
        if (!fails || failureStores) {
            writes++;
            blocks.set((int) block, content.clone());
        }
        if (fails) {
            throw new IpcException(Category.IO, "cannot write block " + block);
        }
    }

    @Override
    public boolean isBlank() {
        for (byte[] block : blocks) {
            for (byte b : block) {
                if (b != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
