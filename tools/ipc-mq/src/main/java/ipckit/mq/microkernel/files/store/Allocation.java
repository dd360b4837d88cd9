package ipckit.mq.microkernel.files.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of the disk that one change of a file takes, and the blocks that the file no longer
 * needs after the change. Until the change is committed, the old blocks stay in use, because the
 * inode on the disk refers to them.
 */
final class Allocation {
    private final SpaceMap space;
    private final List<Integer> taken = new ArrayList<>();
    private final List<Integer> released = new ArrayList<>();

    Allocation(SpaceMap space) {
        this.space = space;
    }

    /**
     * Returns a free block, which is in use from now on.
     *
     * @throws ipckit.common.IpcException NO_SPACE if no block is free
     */
    int take() {
        int block = space.take();
        taken.add(block);
        return block;
    }

    /** Notes a block that becomes free when the change is committed. */
    void release(int block) {
        released.add(block);
    }

    /** Frees the old blocks. Call this method when the inode with the new blocks is written. */
    void commit() {
        released.forEach(space::release);
    }

    /** Frees the new blocks. Call this method if no attempt was made to write the inode. */
    void cancel() {
        taken.forEach(space::release);
    }
}
