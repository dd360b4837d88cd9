package ipckit.mq.microkernel.files.store;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads the inodes of a disk, and completes a rename that the death of an earlier file server has
 * interrupted. The fields that are not private are the result.
 */
final class StoreMount {
    final Superblock superblock;
    final SpaceMap space;
    final NavigableMap<String, StoredFile> files = new TreeMap<>();

    /**
     * The numbers of the inodes that are in use. A damaged inode with an illegible name is not in
     * use: no client could name its file to remove it, so the next new file gets the inode.
     */
    final BitSet usedInodes = new BitSet();

    /**
     * The numbers of the outdated inodes that this mount has not freed, by the names in these
     * inodes. An inode is outdated if another inode describes the file with the same name in {@link
     * #files}. The outdated inodes must be freed before the file loses its name. Otherwise the next
     * mount would take one of them for the file.
     */
    final Map<String, List<Integer>> hidden = new HashMap<>();

    /** The greatest version of all inodes on the disk. */
    long version;

    private final BlockDevice device;
    private final Map<String, StoredFile> newest = new HashMap<>();
    private final List<StoredFile> damaged = new ArrayList<>();
    private final List<StoredFile> outdated = new ArrayList<>();

    /** Reads the disk. {@link FileStore#mount} describes the failures. */
    StoreMount(BlockDevice device) {
        this.device = device;
        superblock = Superblock.readOrFormat(device);
        space = new SpaceMap(superblock.firstData(), superblock.blocks());
        try {
            for (int i = 0; i < superblock.inodes(); i++) {
                sort(Superblock.FIRST_INODE + i);
            }
            load();
        } catch (IpcException e) {
            throw e.category() == Category.IO ? unreadable(e) : e;
        }
        addDamaged();
        freeOutdated();
    }

    /**
     * Returns the failure of a mount that cannot read a block. The mount must fail, and must not
     * count the file to which the block belongs as damaged or absent. Otherwise another file might
     * get the name and the blocks of this file before the disk can read the block again.
     */
    private static IpcException unreadable(IpcException failure) {
        return new IpcException(
                Category.IO,
                failure.getMessage()
                        + ": if it remains unreadable, copy the disk by dd conv=noerror,sync",
                failure);
    }

    private void sort(int number) {
        Inode inode = Inode.parse(number, device.read(number));
        version = Math.max(version, inode.version());
        switch (inode.state()) {
            case FREE -> {
                return;
            }
            case FILE -> keepNewest(StoredFile.damaged(number, inode));
            case DAMAGED -> {
                if (inode.name().isEmpty()) {
                    return;
                }
                damaged.add(StoredFile.damaged(number, inode));
            }
        }
        usedInodes.set(number);
    }

    /**
     * Keeps the newest of several inodes with the same name. Two inodes have the same name if the
     * file server died during a rename, before it freed the inode of the replaced file.
     */
    private void keepNewest(StoredFile file) {
        StoredFile other = newest.get(file.name());
        boolean isNewer = other == null || other.inode().version() < file.inode().version();
        if (isNewer) {
            newest.put(file.name(), file);
        }
        StoredFile older = isNewer ? other : file;
        if (older != null) {
            outdated.add(older);
        }
    }

    /**
     * Frees the outdated inodes, whose names belong to newer files. Otherwise, an old file would
     * appear again when the newer file of the same name is removed. If the disk cannot write an
     * inode, the inode stays in use. {@link FileStore} frees it before it removes or renames the
     * newer file.
     */
    private void freeOutdated() {
        for (StoredFile file : outdated) {
            version++;
            try {
                device.write(file.number(), Inode.free(version).content(file.number()));
                usedInodes.clear(file.number());
            } catch (IpcException e) {
                if (e.category() != Category.IO && e.category() != Category.NO_SPACE) {
                    throw e;
                }
                hide(file);
            }
        }
    }

    private void hide(StoredFile file) {
        hidden.computeIfAbsent(file.name(), _ -> new ArrayList<>()).add(file.number());
    }

    /**
     * Adds the files with damaged inodes. If {@link #files} has a file of the same name already,
     * that file stays, and the damaged inode counts as outdated.
     */
    private void addDamaged() {
        for (StoredFile file : damaged) {
            if (files.putIfAbsent(file.name(), file) != null) {
                hide(file);
            }
        }
    }

    /**
     * Loads the files, beginning with the newest inode. If a block belongs to two files, the older
     * file counts as damaged. The reason is that an earlier mount found the older file damaged and
     * did not know its blocks, so the newer file could take one of them.
     */
    private void load() {
        newest.values().stream()
                .sorted(Comparator.comparingLong((StoredFile f) -> f.inode().version()).reversed())
                .forEach(this::load);
    }

    private void load(StoredFile found) {
        Inode inode = found.inode();
        try {
            BlockTree tree = BlockTree.load(device, space, inode.top(), Inode.blocks(inode.size()));
            files.put(inode.name(), new StoredFile(found.number(), inode, tree));
        } catch (IpcException e) {
            if (e.category() != Category.CORRUPT) {
                throw e;
            }
            files.put(inode.name(), StoredFile.damaged(found.number(), inode.asDamaged()));
        }
    }
}
