package ipckit.mq.microkernel.files.store;

/**
 * A disk that consists of blocks. The first block has the number 0. Each method fails with the
 * {@link ipckit.common.IpcException} that the service of the disk reports.
 */
public interface BlockDevice {
    /** The size of a block in bytes. */
    int BLOCK_SIZE = 4096;

    /** Returns the number of blocks of the disk. */
    long blocks();

    /** Returns the content of a block of the disk. */
    byte[] read(long block);

    /**
     * Writes a block. When this method returns, {@link #read} returns the new content. If the
     * process dies during the call, the block has its old or its new content.
     *
     * @param content {@link #BLOCK_SIZE} bytes
     */
    void write(long block, byte[] content);

    /** Returns whether all bytes of all blocks of the disk are zero. */
    boolean isBlank();
}
