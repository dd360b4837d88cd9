package ipckit.mq.microkernel.files.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A block that describes one file, or that is free for the next file. Writing this block is the
 * step that commits a change.
 *
 * <pre>
 * offset 8     4 bytes     the state: 1 is a file, 2 is free
 * offset 12    8 bytes     the version
 * offset 20    8 bytes     the identity of the file
 * offset 28    8 bytes     the size of the file in bytes
 * offset 36    8 bytes     the time of the last write, in milliseconds since 1970
 * offset 44    101 bytes   the name: one byte with its length, and at most 100 bytes
 * offset 145   101 bytes   the origin, in the same form
 * offset 256   3840 bytes  the numbers of at most 960 blocks; {@link BlockTree} describes them
 * </pre>
 *
 * <p>A block of zeros is a free inode that was never used. Do not compare inodes by {@code equals}.
 *
 * @param state the state
 * @param version a number that is greater than the versions of all inodes that were written before
 * @param id the identity of the file, which no other file has: the version of the inode when the
 *     file was created
 * @param size the size of the file in bytes
 * @param modified the time of the last write, in milliseconds since 1970
 * @param name the name of the file; may be empty only if the inode is free or damaged
 * @param origin the name before the last change of the name; empty if the name was never changed
 * @param top the numbers of the blocks at the top of the tree of the file
 */
record Inode(
        State state,
        long version,
        long id,
        long size,
        long modified,
        String name,
        String origin,
        int[] top) {
    /** The states of an inode. */
    enum State {
        FREE,
        FILE,
        /** The block is not an inode, or its content is impossible. */
        DAMAGED
    }

    /** The largest number of blocks at the top of the tree of a file. */
    static final int MOST_TOP = 960;

    /** The largest legal version. No store is ever changed this many times. */
    private static final long MOST_VERSION = (1L << 62) - 1;

    private static final int MAGIC = 0x494e4f44;
    private static final int IS_FILE = 1;
    private static final int IS_FREE = 2;
    private static final int NAME = 44;
    private static final int ORIGIN = NAME + 1 + FileNames.MAX_LENGTH;
    private static final int TOP = 256;
    private static final int[] NONE = {};

    /** Returns a free inode. */
    static Inode free(long version) {
        return new Inode(State.FREE, version, 0, 0, 0, "", "", NONE);
    }

    private static Inode damaged(String name) {
        return new Inode(State.DAMAGED, 0, 0, 0, 0, name, "", NONE);
    }

    /** Returns an inode with the state DAMAGED, which keeps only the name of the file. */
    Inode asDamaged() {
        return damaged(name);
    }

    /** Returns the inode of a new and empty file. */
    static Inode empty(long version, String name) {
        return new Inode(State.FILE, version, version, 0, 0, name, "", NONE);
    }

    /**
     * Returns the inode of this file after a write.
     *
     * @param now the time of the write, in milliseconds since 1970
     * @param newTop the block numbers at the top of the new tree
     */
    Inode written(long newVersion, long newSize, long now, int[] newTop) {
        return new Inode(state, newVersion, id, newSize, now, name, origin, newTop);
    }

    /** Returns the inode of this file after a change of its name. */
    Inode renamed(long newVersion, String newName) {
        return new Inode(state, newVersion, id, size, modified, newName, name, top);
    }

    /** Returns the number of data blocks of a file of this size. */
    static long blocks(long size) {
        return size / BlockDevice.BLOCK_SIZE + (size % BlockDevice.BLOCK_SIZE == 0 ? 0 : 1);
    }

    /**
     * Returns the content of the inode's block.
     *
     * @param number the number of the block
     */
    byte[] content(long number) {
        ByteBuffer block = SealedBlock.begin();
        block.putInt(state == State.FILE ? IS_FILE : IS_FREE);
        block.putLong(version).putLong(id).putLong(size).putLong(modified);
        putText(block.position(NAME), name);
        putText(block.position(ORIGIN), origin);
        block.position(TOP).asIntBuffer().put(top);
        return SealedBlock.seal(MAGIC, number, block);
    }

    /**
     * Parses an inode. If the block is damaged, or contains an impossible value, returns an inode
     * with the state DAMAGED. Such an inode contains only the name of the file, if the name is
     * legible.
     *
     * @param number the number of the block
     */
    static Inode parse(long number, byte[] content) {
        ByteBuffer block = SealedBlock.body(content);
        if (isZero(content)) {
            return free(0);
        }
        String name = text(block, NAME);
        String legible = FileNames.isLegal(name) ? name : "";
        if (!SealedBlock.isIntact(MAGIC, number, content)) {
            return damaged(legible);
        }
        int state = block.getInt();
        long version = block.getLong();
        if (version <= 0 || version > MOST_VERSION) {
            return damaged(legible);
        }
        if (state == IS_FREE) {
            return free(version);
        }
        long id = block.getLong();
        long size = block.getLong();
        long modified = block.getLong();
        if (state != IS_FILE
                || legible.isEmpty()
                || id <= 0
                || id > version
                || size < 0
                || blocks(size) > Superblock.MOST_BLOCKS) {
            return damaged(legible);
        }
        int[] top = new int[(int) BlockTree.topLength(blocks(size))];
        block.position(TOP).asIntBuffer().get(top);
        return new Inode(State.FILE, version, id, size, modified, name, text(block, ORIGIN), top);
    }

    private static boolean isZero(byte[] content) {
        for (byte b : content) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static void putText(ByteBuffer block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        block.put((byte) bytes.length).put(bytes);
    }

    /** Returns the text at an offset, or an empty text if its length is impossible. */
    private static String text(ByteBuffer block, int offset) {
        int length = Byte.toUnsignedInt(block.get(offset));
        if (length > FileNames.MAX_LENGTH) {
            return "";
        }
        byte[] bytes = new byte[length];
        block.get(offset + 1, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
