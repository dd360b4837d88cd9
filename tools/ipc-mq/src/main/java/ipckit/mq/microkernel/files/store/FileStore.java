package ipckit.mq.microkernel.files.store;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Files on a disk. A change writes new blocks first, and then one inode, the block that describes a
 * file. Before the inode is written, the store has the state before the change; afterwards, it has
 * the state after the change. {@code package-info} describes what a death at each step leaves.
 *
 * <p>Every change can be repeated: a second call with the same arguments has no further effect if
 * no other change came between the two calls. An instance belongs to one thread.
 *
 * <p>If the disk reports that an inode was not written, the store cannot know whether the disk has
 * the old or the new inode. If a damaged file is removed, the store does not know its blocks. In
 * both cases, {@link #isUncertain} returns true, and the caller mounts the disk again.
 */
public final class FileStore {
    /** A request transfers at most this number of bytes. */
    public static final int MOST_BYTES = BlockDevice.BLOCK_SIZE;

    /** The value of {@code id} that matches every file. No file has this identity. */
    public static final long ANY = 0;

    /**
     * The time without a write, in milliseconds, after which a temporary file counts as left by a
     * dead client.
     */
    private static final long TEMPORARY_MILLIS = Duration.ofHours(1).toMillis();

    private final BlockDevice device;
    private final LongSupplier clock;
    private final Superblock superblock;
    private final BitSet usedInodes;
    private final SpaceMap space;
    private final NavigableMap<String, StoredFile> files;

    /**
     * The numbers of the outdated inodes that the mount has not freed, by the names in these
     * inodes. An inode is outdated if another inode describes the file with the same name.
     */
    private final Map<String, List<Integer>> hidden;

    private long version;
    private boolean uncertain;

    private FileStore(BlockDevice device, LongSupplier clock, StoreMount mounted) {
        this.device = device;
        this.clock = clock;
        this.usedInodes = mounted.usedInodes;
        this.superblock = mounted.superblock;
        this.space = mounted.space;
        this.files = mounted.files;
        this.hidden = mounted.hidden;
        this.version = mounted.version;
    }

    /**
     * Reads the inodes of a disk, and removes old temporary files. Formats the disk first if all
     * its bytes are zero.
     *
     * @param clock returns the milliseconds since 1970
     * @throws IpcException CORRUPT if the disk contains neither a store nor only zeros; UNUSABLE if
     *     it is too small; otherwise the failure of the disk. The mount succeeds even if an inode
     *     is damaged, or if the disk cannot write an inode that the mount frees.
     */
    public static FileStore mount(BlockDevice device, LongSupplier clock) {
        FileStore store = new FileStore(device, clock, new StoreMount(device));
        boolean _ = store.removeOldTemporaries("");
        return store;
    }

    /**
     * Returns whether the caller must mount the disk again. The reason is that the write of an
     * inode failed, or that a damaged file was removed: its blocks are unknown, and only a mount
     * frees them.
     */
    public boolean isUncertain() {
        return uncertain;
    }

    /** Returns the number of free data blocks. */
    int freeBlocks() {
        return space.free();
    }

    /**
     * Returns the status of a file.
     *
     * @throws IpcException ABSENT if there is no such file; CORRUPT if it is damaged
     */
    public FileStatus status(String name) {
        return FileStatus.of(intact(name));
    }

    /**
     * Returns the files, sorted by their names, without the temporary files.
     *
     * @param after the stream begins with the first name that sorts after this text; may be empty
     */
    public Stream<FileStatus> list(String after) {
        return files.tailMap(after, false).values().stream()
                .filter(file -> !FileNames.isTemporary(file.name()))
                .map(FileStatus::of);
    }

    /**
     * Returns bytes of a file. Returns fewer bytes than wanted only at the end of the file.
     *
     * @param length the number of bytes; at most {@link #MOST_BYTES}
     * @param id the identity of the file, or {@link #ANY}
     * @throws IpcException ABSENT if there is no such file; WOULD_BLOCK if a file with another
     *     identity has the name; CORRUPT if the file is damaged; otherwise the failure of the disk
     */
    public byte[] read(String name, long offset, int length, long id) {
        StoredFile file = intact(name);
        if (id != ANY && id != file.inode().id()) {
            throw new IpcException(
                    Category.WOULD_BLOCK, "another client has replaced file " + name);
        }
        long left = Math.max(0, file.inode().size() - offset);
        ByteBuffer found = ByteBuffer.allocate((int) Math.min(left, length));
        while (found.hasRemaining()) {
            long at = offset + found.position();
            int begin = (int) (at % BlockDevice.BLOCK_SIZE);
            int part = Math.min(found.remaining(), BlockDevice.BLOCK_SIZE - begin);
            found.put(content(file.tree(), at / BlockDevice.BLOCK_SIZE), begin, part);
        }
        return found.array();
    }

    private byte[] content(BlockTree tree, long index) {
        return device.read(tree.block(index));
    }

    /**
     * Writes bytes to a file, which becomes larger if necessary. Creates the file if it does not
     * exist and the offset is 0. No other process can see a part of the change. If the disk is
     * full, removes the old temporary files first.
     *
     * @param name a legal name
     * @param offset at most the size of the file
     * @param bytes at most {@link #MOST_BYTES} bytes
     * @throws IpcException ABSENT if there is no such file, and the offset is not 0; UNUSABLE if
     *     the offset is beyond the end; NO_SPACE if the disk is full; CORRUPT if the file is
     *     damaged; otherwise the failure of the disk. After a failure, the file is unchanged,
     *     unless {@link #isUncertain} returns true.
     */
    public void write(String name, long offset, byte[] bytes) {
        try {
            tryWrite(name, offset, bytes);
        } catch (IpcException e) {
            if (e.category() != Category.NO_SPACE || uncertain || !removeOldTemporaries(name)) {
                throw e;
            }
            tryWrite(name, offset, bytes);
        }
    }

    private void tryWrite(String name, long offset, byte[] bytes) {
        boolean isNew = offset == 0 && !files.containsKey(name);
        if (isNew) {
            boolean _ = removeOldTemporaries(name);
        }
        StoredFile old =
                isNew
                        ? new StoredFile(
                                freeInode(), Inode.empty(version + 1, name), BlockTree.EMPTY)
                        : intact(name);
        long size = old.inode().size();
        if (offset > size) {
            throw new IpcException(
                    Category.UNUSABLE, "offset " + offset + " is beyond the end of file " + name);
        }
        Allocation allocation = new Allocation(space);
        BlockTree tree = writeBlocks(old, offset, bytes, allocation);
        long newSize = Math.max(size, offset + bytes.length);
        commit(
                old.number(),
                old.inode().written(++version, newSize, clock.getAsLong(), tree.numbers()),
                tree);
        allocation.commit();
    }

    private BlockTree writeBlocks(
            StoredFile old, long offset, byte[] bytes, Allocation allocation) {
        try {
            BlockTree tree = old.tree();
            for (int done = 0; done < bytes.length; ) {
                long at = offset + done;
                long index = at / BlockDevice.BLOCK_SIZE;
                int begin = (int) (at % BlockDevice.BLOCK_SIZE);
                int part = Math.min(bytes.length - done, BlockDevice.BLOCK_SIZE - begin);
                byte[] content = oldContent(old, index, part);
                System.arraycopy(bytes, done, content, begin, part);
                int block = allocation.take();
                device.write(block, content);
                tree = tree.with(index, block, allocation);
                done += part;
            }
            return tree.stored(device, allocation);
        } catch (IpcException e) {
            allocation.cancel();
            throw e;
        }
    }

    /**
     * Returns the content that a data block has before a write. Returns zeros if the block is new,
     * or if the write replaces all its bytes.
     *
     * @param replaced the number of bytes that the write replaces
     */
    private byte[] oldContent(StoredFile old, long index, int replaced) {
        boolean needed =
                index < Inode.blocks(old.inode().size()) && replaced < BlockDevice.BLOCK_SIZE;
        return needed ? content(old.tree(), index) : new byte[BlockDevice.BLOCK_SIZE];
    }

    /**
     * Changes the name of a file from OLD to NEW. If there is a file NEW, replaces it: every other
     * process sees either the replaced file or the renamed file.
     *
     * <p>If there is no file OLD, and the last rename of the file NEW was from OLD to NEW, this
     * method does nothing, because the call may be a repetition. A client that must know whether
     * this call has renamed the file uses an old name that no other client uses.
     *
     * @param oldName OLD
     * @param newName NEW, a legal name
     * @throws IpcException ABSENT if there is no file OLD; CORRUPT if the file OLD is damaged;
     *     UNUSABLE if only NEW is a temporary name, because the file would be removed later;
     *     otherwise the failure of the disk
     */
    public void rename(String oldName, String newName) {
        if (FileNames.isTemporary(newName) && !FileNames.isTemporary(oldName)) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "a complete file cannot get a name that begins with a dot: " + newName);
        }
        StoredFile replaced = files.get(newName);
        if (!files.containsKey(oldName)
                && replaced != null
                && replaced.inode().origin().equals(oldName)) {
            return;
        }
        StoredFile file = intact(oldName);
        if (oldName.equals(newName)) {
            return;
        }
        freeHidden(oldName);
        commit(file.number(), file.inode().renamed(++version, newName), file.tree());
        files.remove(oldName);
        if (replaced != null) {
            free(replaced);
        }
    }

    /**
     * Removes a file, also a damaged one. Does nothing if there is no such file, because the call
     * may be a repetition.
     *
     * @throws IpcException the failure of the disk
     */
    public void remove(String name) {
        StoredFile file = files.get(name);
        if (file != null) {
            freeHidden(name);
            free(file);
            files.remove(name);
        }
    }

    /**
     * Frees the outdated inodes that still contain the name of a file. Call this method before the
     * file loses the name: otherwise the next mount would take an outdated inode for the file of
     * this name. If a write fails, the disk has either the outdated or the free inode. A mount uses
     * neither of them while the file keeps its name, so this failure does not require a new mount.
     */
    private void freeHidden(String name) {
        for (int number : hidden.getOrDefault(name, List.of())) {
            device.write(number, Inode.free(++version).content(number));
        }
        List<Integer> freed = hidden.remove(name);
        if (freed != null) {
            freed.forEach(usedInodes::clear);
        }
    }

    private StoredFile intact(String name) {
        StoredFile file = files.get(name);
        if (file == null) {
            throw new IpcException(Category.ABSENT, "no such file: " + name);
        }
        if (file.isDamaged()) {
            throw new IpcException(Category.CORRUPT, "file " + name + " is damaged");
        }
        return file;
    }

    /** Returns the number of a free inode. */
    private int freeInode() {
        int number = usedInodes.nextClearBit(Superblock.FIRST_INODE);
        if (number >= superblock.firstData()) {
            throw new IpcException(
                    Category.NO_SPACE,
                    "the disk has no room for more than " + superblock.inodes() + " files");
        }
        return number;
    }

    /** Writes the inode of a file, which is the step that commits a change. */
    private void commit(int number, Inode inode, BlockTree tree) {
        writeInode(number, inode);
        usedInodes.set(number);
        files.put(inode.name(), new StoredFile(number, inode, tree));
    }

    /**
     * Frees the inode of a file, and then its blocks. The blocks of a damaged file are unknown, and
     * only a mount can free them. Therefore {@link #isUncertain} returns true after the removal of
     * a damaged file, and the caller must mount the disk again.
     */
    private void free(StoredFile file) {
        writeInode(file.number(), Inode.free(++version));
        usedInodes.clear(file.number());
        file.tree().forEachBlock(space::release);
        uncertain |= file.isDamaged();
    }

    private void writeInode(int number, Inode inode) {
        try {
            device.write(number, inode.content(number));
        } catch (IpcException e) {
            uncertain = true;
            throw e;
        }
    }

    /**
     * Removes the temporary files that were not written for an hour. A client that was killed has
     * left them. The store does this when it is mounted, before it creates a file, and when the
     * disk is full. If the disk fails, the files remain.
     *
     * @param kept a file that is not removed, because a client writes it now
     * @return whether any file was removed
     */
    private boolean removeOldTemporaries(String kept) {
        long now = clock.getAsLong();
        boolean hasRemoved = false;
        List<StoredFile> old =
                files.subMap(FileNames.TEMPORARY, FileNames.AFTER_TEMPORARY).values().stream()
                        .filter(file -> isOld(file, now) && !file.name().equals(kept))
                        .toList();
        for (StoredFile file : old) {
            boolean before = uncertain;
            try {
                remove(file.name());
                hasRemoved = true;
            } catch (IpcException e) {
                // The disk has either the old inode or the free one. Until the next mount, this
                // object treats the inode and its blocks as used, which is safe in both cases.
                uncertain = before;
            }
        }
        return hasRemoved;
    }

    /**
     * Returns whether the last write of a temporary file is more than an hour ago, or more than an
     * hour in the future. In the second case, the system's clock was set back after the write.
     */
    private static boolean isOld(StoredFile file, long now) {
        return Math.abs(now - file.inode().modified()) > TEMPORARY_MILLIS;
    }
}
