package ipckit.mq.microkernel.files.store;

/**
 * A file of a mounted store.
 *
 * @param number the number of the inode's block
 * @param inode the inode
 * @param tree the blocks of the file; empty if they are unknown
 */
record StoredFile(int number, Inode inode, BlockTree tree) {
    /** Returns a file whose blocks are unknown: it is damaged, or its blocks are not read yet. */
    static StoredFile damaged(int number, Inode inode) {
        return new StoredFile(number, inode, BlockTree.EMPTY);
    }

    boolean isDamaged() {
        return inode.state() == Inode.State.DAMAGED;
    }

    String name() {
        return inode.name();
    }
}
