package ipckit.mq.microkernel.files.store;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.BitSet;

/**
 * Knows which data blocks are in use. The map is only in memory: it is made from the inodes when
 * the store is mounted, so it never contradicts them.
 */
final class SpaceMap {
    private final int first;
    private final int end;
    private final BitSet used = new BitSet();
    private int next;

    /**
     * Creates a map in which all blocks are free.
     *
     * @param first the first data block
     * @param end the block after the last data block
     */
    SpaceMap(int first, int end) {
        this.first = first;
        this.end = end;
        this.next = first;
    }

    /**
     * Marks a block as used.
     *
     * @return false if the block is used already, or is no data block
     */
    boolean claim(int block) {
        if (block < first || block >= end || used.get(block)) {
            return false;
        }
        used.set(block);
        return true;
    }

    /**
     * Returns a free block, and marks it as used.
     *
     * @throws IpcException NO_SPACE if no block is free
     */
    int take() {
        int found = used.nextClearBit(next);
        if (found >= end) {
            found = used.nextClearBit(first);
        }
        if (found >= end) {
            throw new IpcException(Category.NO_SPACE, "no space left on the disk");
        }
        used.set(found);
        next = found + 1;
        return found;
    }

    /** Marks a block as free. */
    void release(int block) {
        used.clear(block);
    }

    /** Returns the number of free blocks. */
    int free() {
        return end - first - used.cardinality();
    }
}
