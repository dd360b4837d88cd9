package ipckit.mq.microkernel.files.store;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The numbers of the blocks of a file. The inode contains the numbers of at most 960 blocks. In a
 * file of at most 960 blocks, these blocks contain the data. In a larger file, they contain the
 * numbers of other blocks ({@link PointerBlock}), in one or more levels. In each level, only the
 * last block may be partly filled. Two levels are enough for the largest disk, so a file can fill
 * the disk.
 *
 * <p>Immutable: a change makes a new tree, which shares all unchanged nodes with the old one, in
 * memory as well as on the disk.
 */
final class BlockTree {
    /** The tree of an empty file. */
    static final BlockTree EMPTY = new BlockTree(0, Pointers.empty(true));

    private final int depth;
    private final Pointers top;

    private BlockTree(int depth, Pointers top) {
        this.depth = depth;
        this.top = top;
    }

    /**
     * Returns the largest number of data blocks that one entry of a node leads to.
     *
     * @param level the level of the node; 0 if its entries are data blocks
     */
    private static long span(int level) {
        long span = 1;
        for (int i = 0; i < level; i++) {
            span *= PointerBlock.MOST;
        }
        return span;
    }

    /** Returns the number of levels of pointer blocks in a file. */
    private static int depth(long dataBlocks) {
        int depth = 0;
        while (dataBlocks > Inode.MOST_TOP * span(depth)) {
            depth++;
        }
        return depth;
    }

    private static long entries(long dataBlocks, int level) {
        return (dataBlocks + span(level) - 1) / span(level);
    }

    /** Returns the number of block numbers in the inode of a file. */
    static long topLength(long dataBlocks) {
        return entries(dataBlocks, depth(dataBlocks));
    }

    /**
     * Reads a tree from the disk, and marks its blocks as used.
     *
     * @param numbers the block numbers in the inode
     * @param dataBlocks the number of data blocks of the file
     * @throws IpcException CORRUPT if a pointer block is damaged, if a number is impossible, or if
     *     another file uses the same block
     */
    static BlockTree load(BlockDevice device, SpaceMap space, int[] numbers, long dataBlocks) {
        int depth = depth(dataBlocks);
        return new BlockTree(depth, load(device, space, numbers, depth, dataBlocks));
    }

    private static Pointers load(
            BlockDevice device, SpaceMap space, int[] numbers, int level, long dataBlocks) {
        for (int number : numbers) {
            if (!space.claim(number)) {
                throw new IpcException(Category.CORRUPT, "it refers to the wrong block " + number);
            }
        }
        if (level == 0) {
            return new Pointers(numbers, null);
        }
        Pointers[] below = new Pointers[numbers.length];
        long rest = dataBlocks;
        for (int i = 0; i < numbers.length; i++) {
            long part = Math.min(rest, span(level));
            int count = (int) entries(part, level - 1);
            int[] lower = PointerBlock.parse(numbers[i], device.read(numbers[i]), count);
            below[i] = load(device, space, lower, level - 1, part);
            rest -= part;
        }
        return new Pointers(numbers, below);
    }

    /** Returns the block numbers for the inode. */
    int[] numbers() {
        return top.blocks();
    }

    /**
     * Returns the number that a data block has on the disk.
     *
     * @param index the position of the block in the file, from 0
     */
    int block(long index) {
        Pointers node = top;
        for (int level = depth; level > 0; level--) {
            node = node.below()[(int) (index / span(level) % PointerBlock.MOST)];
        }
        return node.blocks()[(int) (index % PointerBlock.MOST)];
    }

    /**
     * Returns this tree with another data block. In the result, the pointer blocks that lead to
     * this data block are not on the disk yet. Therefore call only this method or {@link #stored}
     * on the result.
     *
     * @param index the position of the data block in the file; at most the number of data blocks
     * @param block the number of the new data block on the disk
     * @param allocation notes the blocks of this tree that the new tree does not contain
     */
    BlockTree with(long index, int block, Allocation allocation) {
        int newDepth = depth;
        Pointers newTop = top;
        while (index >= Inode.MOST_TOP * span(newDepth)) {
            newTop = Pointers.empty(false).with(0, Pointers.UNWRITTEN, newTop);
            newDepth++;
        }
        return new BlockTree(newDepth, with(newTop, newDepth, index, block, allocation));
    }

    private static Pointers with(
            Pointers node, int level, long index, int block, Allocation allocation) {
        int entry = (int) (index / span(level));
        boolean isNew = entry == node.length();
        if (!isNew && node.blocks()[entry] != Pointers.UNWRITTEN) {
            allocation.release(node.blocks()[entry]);
        }
        if (level == 0) {
            return node.with(entry, block, null);
        }
        Pointers lower = isNew ? Pointers.empty(level == 1) : node.below()[entry];
        return node.with(
                entry,
                Pointers.UNWRITTEN,
                with(lower, level - 1, index % span(level), block, allocation));
    }

    /**
     * Writes all pointer blocks that are not on the disk yet to new blocks, and returns the tree
     * with their numbers.
     */
    BlockTree stored(BlockDevice device, Allocation allocation) {
        return new BlockTree(depth, stored(top, device, allocation));
    }

    private static Pointers stored(Pointers node, BlockDevice device, Allocation allocation) {
        if (node.below() == null) {
            return node;
        }
        int[] blocks = node.blocks().clone();
        Pointers[] below = node.below().clone();
        for (int i = 0; i < blocks.length; i++) {
            if (blocks[i] == Pointers.UNWRITTEN) {
                below[i] = stored(below[i], device, allocation);
                blocks[i] = allocation.take();
                device.write(blocks[i], PointerBlock.content(blocks[i], below[i].blocks()));
            }
        }
        return new Pointers(blocks, below);
    }

    /** Calls a function with the number of each block of the file, including pointer blocks. */
    void forEachBlock(IntConsumer action) {
        forEachBlock(top, action);
    }

    private static void forEachBlock(Pointers node, IntConsumer action) {
        Arrays.stream(node.blocks()).forEach(action);
        if (node.below() != null) {
            for (Pointers lower : node.below()) {
                forEachBlock(lower, action);
            }
        }
    }
}
