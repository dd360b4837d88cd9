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
 * Reads the inodes of a disk, and completes a change of a name that a death has interrupted. The
 * fields are the result.
 */
final class StoreMount {
    final Superblock superblock;
    final SpaceMap space;
    final NavigableMap<String, StoredFile> files = new TreeMap<>();

    /** The numbers of the inodes that belong to a file, or that are damaged. */
    final BitSet usedInodes = new BitSet();

    /** The greatest version of an inode. */
    long version;

    private final BlockDevice device;
    private final Map<String, StoredFile> newest = new HashMap<>();
    private final Map<String, StoredFile> damaged = new HashMap<>();
    private final List<Integer> outdated = new ArrayList<>();

    /** Reads the disk. {@link FileStore#mount} describes the failures. */
    StoreMount(BlockDevice device) {
        this.device = device;
        superblock = Superblock.readOrFormat(device);
        space = new SpaceMap(superblock.firstData(), superblock.blocks());
        for (int i = 0; i < superblock.inodes(); i++) {
            sort(Superblock.FIRST_INODE + i);
        }
        freeOutdated();
        load();
        damaged.forEach(files::putIfAbsent);
    }

    private void sort(int number) {
        Inode inode = read(number);
        version = Math.max(version, inode.version());
        switch (inode.state()) {
            case FREE -> {
                return;
            }
            case FILE -> keepNewest(StoredFile.damaged(number, inode));
            case DAMAGED -> {
                if (!inode.name().isEmpty()) {
                    damaged.put(inode.name(), StoredFile.damaged(number, inode));
                }
            }
        }
        usedInodes.set(number);
    }

    /** Reads an inode. An inode that the device cannot read counts as damaged. */
    private Inode read(int number) {
        try {
            return Inode.parse(number, device.read(number));
        } catch (IpcException e) {
            if (e.category() == Category.IO) {
                return Inode.unreadable();
            }
            throw e;
        }
    }

    /**
     * Keeps the newest of several inodes with the same name. The process of the file server has
     * died after it had given the name to another file, and before it had freed the old inode.
     */
    private void keepNewest(StoredFile file) {
        StoredFile other = newest.get(file.name());
        boolean isNewer = other == null || other.inode().version() < file.inode().version();
        if (isNewer) {
            newest.put(file.name(), file);
        }
        StoredFile older = isNewer ? other : file;
        if (older != null) {
            outdated.add(older.number());
        }
    }

    /**
     * Frees the inodes whose names have been given to other files. Otherwise, the old file would
     * appear again when the new one is removed.
     */
    private void freeOutdated() {
        for (int number : outdated) {
            version++;
            device.write(number, Inode.free(version).content(number));
            usedInodes.clear(number);
        }
    }

    /**
     * Loads the files, beginning with the newest inode. If two files contain the same block, the
     * device could not read the older inode during an earlier mount, so the block was free for the
     * newer file. Then the older file is damaged.
     */
    private void load() {
        newest.values().stream()
                .sorted(Comparator.comparingLong(file -> -file.inode().version()))
                .forEach(this::load);
    }

    private void load(StoredFile found) {
        Inode inode = found.inode();
        try {
            BlockTree tree = BlockTree.load(device, space, inode.top(), Inode.blocks(inode.size()));
            files.put(inode.name(), new StoredFile(found.number(), inode, tree));
        } catch (IpcException e) {
            switch (e.category()) {
                case CORRUPT, IO ->
                        files.put(
                                inode.name(),
                                StoredFile.damaged(found.number(), inode.asDamaged()));
                default -> throw e;
            }
        }
    }
}
