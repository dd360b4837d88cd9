package ipckit.mq.microkernel.files.store;

import java.util.Arrays;

/**
 * A node of the tree of a file's blocks. At the lowest level, a node has the numbers of data
 * blocks. At all other levels, it has the numbers of pointer blocks, and the nodes that these
 * blocks contain. Immutable; the caller does not change the arrays.
 *
 * @param blocks the numbers of blocks; {@link #UNWRITTEN} for a node that is not on the disk yet
 * @param below the nodes in these blocks; null at the lowest level, where the blocks contain data
 */
record Pointers(int[] blocks, Pointers[] below) {
    /**
     * The number of a pointer block that is not on the disk yet. On the disk, no block of a file
     * has this number, because block 0 is the superblock.
     */
    static final int UNWRITTEN = 0;

    private static final int[] NONE = {};
    private static final Pointers[] NO_NODES = {};

    /** Returns a node without blocks. */
    static Pointers empty(boolean isLowest) {
        return new Pointers(NONE, isLowest ? null : NO_NODES);
    }

    /** Returns the number of blocks. */
    int length() {
        return blocks.length;
    }

    /**
     * Returns a copy of this node in which one block is replaced or added.
     *
     * @param entry the index of the block; at most the length of this node
     * @param block the number of the new block, or {@link #UNWRITTEN}
     * @param node the node in the block; null at the lowest level
     */
    Pointers with(int entry, int block, Pointers node) {
        int length = Math.max(length(), entry + 1);
        int[] newBlocks = Arrays.copyOf(blocks, length);
        newBlocks[entry] = block;
        if (below == null) {
            return new Pointers(newBlocks, null);
        }
        Pointers[] newBelow = Arrays.copyOf(below, length);
        newBelow[entry] = node;
        return new Pointers(newBlocks, newBelow);
    }
}
