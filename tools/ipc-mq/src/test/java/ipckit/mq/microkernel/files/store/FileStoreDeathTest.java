package ipckit.mq.microkernel.files.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tests the disk after a death of the file server or a failed write. Some tests use {@link
 * #stopEverywhere}, which stops a change at its first write, then at its second write, and so on.
 * The next mount must find either the state before the change or the state after the change. If the
 * change is then performed again, the result must be the state after the change.
 */
final class FileStoreDeathTest {
    private static final int BLOCK = BlockDevice.BLOCK_SIZE;
    private static final String OLD = "old";
    private static final String NEW = "new";

    private static FileStore mount(BlockDevice disk) {
        return FileStore.mount(disk, () -> 1);
    }

    private static byte[] bytes(int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    /**
     * Returns the state of a store: the number of free blocks, and for each file its name, its size
     * and a hash of its content.
     */
    private static Map<String, String> state(FileStore store) {
        Map<String, String> state = new TreeMap<>();
        state.put(" free", Integer.toString(store.freeBlocks()));
        store.list("").forEach(file -> state.put(file.name(), content(store, file)));
        return state;
    }

    private static String content(FileStore store, FileStatus file) {
        int hash = 1;
        for (long at = 0; at < file.size(); at += BLOCK) {
            byte[] part = store.read(file.name(), at, BLOCK, file.id());
            hash = 31 * hash + Arrays.hashCode(part);
        }
        return file.size() + " bytes, hash " + hash;
    }

    /**
     * Performs a change several times, each time on a new copy of a disk. Stops the change at its
     * first write, then at its second write, and so on. Checks the state that the next mount finds.
     * Returns the number of writes of the change.
     */
    private static int stopEverywhere(
            int blocks, Consumer<FileStore> prepare, Consumer<FileStore> change) {
        MemoryDisk prepared = new MemoryDisk(blocks);
        prepare.accept(mount(prepared));
        Map<String, String> before = state(mount(prepared.copy()));
        MemoryDisk changed = prepared.copy();
        change.accept(mount(changed));
        Map<String, String> after = state(mount(changed));
        boolean hasChanged = false;
        for (int writes = 0; ; writes++) {
            MemoryDisk disk = prepared.copy();
            FileStore store = mount(disk);
            disk.dieAfter(writes);
            if (!dies(() -> change.accept(store))) {
                return writes;
            }
            MemoryDisk left = disk.copy();
            Map<String, String> found = state(mount(left));
            assertTrue(
                    found.equals(after) || found.equals(before) && !hasChanged,
                    "after " + writes + " writes: " + found);
            hasChanged |= found.equals(after);
            FileStore next = mount(left);
            change.accept(next);
            assertEquals(after, state(next));
            assertEquals(after, state(mount(left)));
        }
    }

    private static boolean dies(Runnable action) {
        try {
            action.run();
            return false;
        } catch (MemoryDisk.Death e) {
            return true;
        }
    }

    @Test
    void aNewFileIsCompleteOrAbsent() {
        int writes = stopEverywhere(64, _ -> {}, store -> store.write(NEW, 0, bytes(BLOCK, 1)));
        assertEquals(2, writes);
    }

    @Test
    void anOverwrittenFileIsOldOrNew() {
        int writes =
                stopEverywhere(
                        64,
                        store -> {
                            store.write(NEW, 0, bytes(BLOCK, 1));
                            store.write(NEW, BLOCK, bytes(BLOCK, 2));
                        },
                        store -> store.write(NEW, 100, bytes(BLOCK, 3)));
        assertEquals(3, writes);
    }

    @Test
    void aFileThatNeedsPointerBlocksIsOldOrNew() {
        int writes =
                stopEverywhere(
                        2048,
                        store -> {
                            for (int i = 0; i < Inode.MOST_TOP; i++) {
                                store.write(NEW, (long) i * BLOCK, bytes(BLOCK, i));
                            }
                        },
                        store ->
                                store.write(
                                        NEW, (long) Inode.MOST_TOP * BLOCK - 5, bytes(BLOCK, 7)));
        assertEquals(4, writes);
    }

    @Test
    void aRenamedFileReplacesTheOtherOneOrNot() {
        int writes =
                stopEverywhere(
                        64,
                        store -> {
                            store.write(OLD, 0, bytes(BLOCK, 1));
                            store.write(NEW, 0, bytes(BLOCK, 2));
                            store.write(NEW, BLOCK, bytes(BLOCK, 2));
                        },
                        store -> store.rename(OLD, NEW));
        assertEquals(2, writes);
    }

    @Test
    void aRemovedFileIsCompleteOrAbsent() {
        int writes =
                stopEverywhere(
                        64,
                        store -> store.write(OLD, 0, bytes(BLOCK, 1)),
                        store -> store.remove(OLD));
        assertEquals(1, writes);
    }

    @Test
    void aReplacedFileStaysAwayAfterADeathDuringTheMount() {
        MemoryDisk disk = new MemoryDisk(64);
        FileStore store = mount(disk);
        store.write(OLD, 0, bytes(BLOCK, 1));
        store.write(NEW, 0, bytes(BLOCK, 2));
        disk.dieAfter(1);
        assertTrue(dies(() -> store.rename(OLD, NEW)));
        disk.dieAfter(0);
        assertTrue(dies(() -> mount(disk)));
        FileStore next = mount(disk);
        next.remove(NEW);
        assertEquals(0, mount(disk).list("").count());
    }

    /** Makes two inodes with the name NEW, of which the first is outdated. */
    private static MemoryDisk withOutdatedInode() {
        MemoryDisk disk = new MemoryDisk(64);
        FileStore store = mount(disk);
        store.write(NEW, 0, bytes(BLOCK, 1));
        store.write(OLD, 0, bytes(2, 2));
        disk.failAfter(1, false);
        assertThrows(IpcException.class, () -> store.rename(OLD, NEW));
        assertTrue(store.isUncertain());
        return disk;
    }

    @Test
    void aRenameWhoseSecondWriteFailsIsCompletedByTheNextMount() {
        MemoryDisk disk = withOutdatedInode();
        int before = disk.writes();
        FileStore store = mount(disk);
        assertEquals(before + 1, disk.writes());
        store.rename(OLD, NEW);
        assertEquals(2, store.status(NEW).size());
        store.remove(NEW);
        assertEquals(0, mount(disk).list("").count());
    }

    @Test
    void anOutdatedInodeThatCannotBeFreedAffectsOneFile() {
        MemoryDisk disk = withOutdatedInode();
        disk.makeUnwritable(Superblock.FIRST_INODE);
        FileStore store = mount(disk);
        assertFalse(store.isUncertain());
        assertEquals(2, store.status(NEW).size());
        store.write(NEW, 2, bytes(1, 2));
        store.write("other", 0, bytes(1, 3));
        store.remove("other");
        assertThrows(IpcException.class, () -> store.remove(NEW));
        assertThrows(IpcException.class, () -> store.rename(NEW, OLD));
        assertFalse(store.isUncertain());
        assertEquals(3, mount(disk).status(NEW).size());
        disk.makeUnwritable(-1);
        store.rename(NEW, OLD);
        FileStore next = mount(disk);
        assertEquals(1, next.list("").count());
        assertEquals(3, next.status(OLD).size());
    }

    @Test
    void aFileWithAnInodeThatCouldNotBeFreedIsRemovedLater() {
        MemoryDisk disk = withOutdatedInode();
        disk.makeUnwritable(Superblock.FIRST_INODE);
        FileStore store = mount(disk);
        disk.makeUnwritable(-1);
        store.remove(NEW);
        assertEquals(0, mount(disk).list("").count());
    }

    @Test
    void aDeathDuringTheFormatLeavesABlankDisk() {
        MemoryDisk disk = new MemoryDisk(64);
        disk.dieAfter(0);
        assertTrue(dies(() -> mount(disk)));
        assertTrue(disk.isBlank());
    }

    @Test
    void aFailedWriteOfDataChangesNothing() {
        MemoryDisk disk = new MemoryDisk(64);
        FileStore store = mount(disk);
        store.write(NEW, 0, bytes(BLOCK, 1));
        Map<String, String> before = state(store);
        disk.failAfter(0, false);
        assertThrows(IpcException.class, () -> store.write(NEW, 0, bytes(BLOCK, 2)));
        assertEquals(before, state(store));
        assertFalse(store.isUncertain());
    }

    @Test
    void aFailedWriteOfAnInodeIsUncertain() {
        for (boolean stores : new boolean[] {false, true}) {
            MemoryDisk disk = new MemoryDisk(64);
            FileStore store = mount(disk);
            store.write(NEW, 0, bytes(1, 1));
            disk.failAfter(1, stores);
            assertThrows(IpcException.class, () -> store.write(NEW, 0, bytes(2, 2)));
            assertTrue(store.isUncertain());
            assertEquals(stores ? 2 : 1, mount(disk).status(NEW).size());
        }
    }
}
