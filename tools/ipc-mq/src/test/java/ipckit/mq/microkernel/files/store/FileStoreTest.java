package ipckit.mq.microkernel.files.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Tests the operations of the store on a disk that works. */
final class FileStoreTest {
    private static final int BLOCKS = 256;
    private static final int INODES = BLOCKS / 16;
    private static final int DATA_BLOCKS = BLOCKS - 1 - INODES;
    private static final int BLOCK = BlockDevice.BLOCK_SIZE;
    private static final long HOUR = 3_600_000;

    private final MemoryDisk disk = new MemoryDisk(BLOCKS);
    private long now = 10 * HOUR;
    private FileStore store = mount();

    private FileStore mount() {
        return FileStore.mount(disk, () -> now);
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] content(FileStore store, String name) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = store.read(name, 0, BLOCK, FileStore.ANY);
        while (part.length > 0) {
            all.writeBytes(part);
            part = store.read(name, all.size(), BLOCK, FileStore.ANY);
        }
        return all.toByteArray();
    }

    private static Category failure(Executable action) {
        return assertThrows(IpcException.class, action).category();
    }

    private List<String> names() {
        return store.list("").map(FileStatus::name).toList();
    }

    @Test
    void aFileHasTheBytesThatWereWritten() {
        store.write("a", 0, bytes(BLOCK, 1));
        store.write("a", BLOCK, bytes(100, 2));
        assertEquals(BLOCK + 100, store.status("a").size());
        assertArrayEquals(bytes(100, 2), store.read("a", BLOCK, BLOCK, FileStore.ANY));
    }

    @Test
    void aMountFindsTheFiles() {
        store.write("a", 0, bytes(BLOCK, 1));
        store.write("b", 0, bytes(5, 2));
        int free = store.freeBlocks();
        store = mount();
        assertArrayEquals(bytes(BLOCK, 1), content(store, "a"));
        assertArrayEquals(bytes(5, 2), content(store, "b"));
        assertEquals(free, store.freeBlocks());
    }

    @Test
    void aWriteAcrossTwoBlocksKeepsTheOtherBytes() {
        store.write("a", 0, bytes(BLOCK, 1));
        store.write("a", BLOCK, bytes(BLOCK, 2));
        store.write("a", BLOCK - 10, bytes(20, 3));
        byte[] found = content(store, "a");
        assertEquals(2 * BLOCK, found.length);
        assertEquals(bytes(BLOCK, 1)[BLOCK - 11], found[BLOCK - 11]);
        assertEquals(bytes(20, 3)[0], found[BLOCK - 10]);
        assertEquals(bytes(20, 3)[19], found[BLOCK + 9]);
        assertEquals(bytes(BLOCK, 2)[10], found[BLOCK + 10]);
    }

    @Test
    void aReadBeyondTheEndIsEmpty() {
        store.write("a", 0, bytes(5, 1));
        assertEquals(0, store.read("a", 5, BLOCK, FileStore.ANY).length);
        assertEquals(0, store.read("a", Long.MAX_VALUE, BLOCK, FileStore.ANY).length);
    }

    @Test
    void anOffsetBeyondTheEndIsUnusable() {
        store.write("a", 0, bytes(5, 1));
        assertEquals(Category.UNUSABLE, failure(() -> store.write("a", 6, bytes(1, 1))));
        assertEquals(
                Category.UNUSABLE, failure(() -> store.write("a", Long.MAX_VALUE, bytes(1, 1))));
    }

    @Test
    void onlyAWriteAtTheBeginCreatesAFile() {
        assertEquals(Category.ABSENT, failure(() -> store.write("a", 1, bytes(1, 1))));
        store.write("a", 0, new byte[0]);
        assertEquals(0, store.status("a").size());
    }

    @Test
    void overwritingUsesNoFurtherSpace() {
        store.write("a", 0, bytes(BLOCK, 1));
        int free = store.freeBlocks();
        for (int i = 0; i < 3 * DATA_BLOCKS; i++) {
            store.write("a", 0, bytes(BLOCK, i));
        }
        assertEquals(free, store.freeBlocks());
    }

    @Test
    void aFullDiskChangesNothing() {
        for (int i = 0; i < DATA_BLOCKS; i++) {
            store.write("a", (long) i * BLOCK, bytes(BLOCK, i));
        }
        byte[] before = content(store, "a");
        assertEquals(Category.NO_SPACE, failure(() -> store.write("a", 0, bytes(BLOCK, 1))));
        assertEquals(Category.NO_SPACE, failure(() -> store.write("b", 0, bytes(1, 1))));
        assertEquals(List.of("a"), names());
        assertArrayEquals(before, content(mount(), "a"));
    }

    @Test
    void aWriteWithRoomForOnlyOneOfTwoBlocksChangesNothing() {
        for (int i = 0; i < DATA_BLOCKS - 1; i++) {
            store.write("a", (long) i * BLOCK, bytes(BLOCK, i));
        }
        byte[] before = content(store, "a");
        assertEquals(Category.NO_SPACE, failure(() -> store.write("a", 1, bytes(BLOCK, 1))));
        assertEquals(1, store.freeBlocks());
        assertArrayEquals(before, content(store, "a"));
    }

    @Test
    void aFileOnAFullDiskCanBeRemoved() {
        for (int i = 0; i < DATA_BLOCKS; i++) {
            store.write("a", (long) i * BLOCK, bytes(BLOCK, i));
        }
        store.remove("a");
        assertEquals(DATA_BLOCKS, store.freeBlocks());
    }

    @Test
    void aFileCanFillALargeDisk() {
        MemoryDisk large = new MemoryDisk(5000);
        FileStore filled = FileStore.mount(large, () -> now);
        int written = 0;
        try {
            while (true) {
                filled.write("a", (long) written * BLOCK, bytes(BLOCK, written));
                written++;
            }
        } catch (IpcException e) {
            assertEquals(Category.NO_SPACE, e.category());
        }
        // In a file of this size, each write needs two free blocks: one for the data and one for a
        // pointer block. Therefore at most one block is free when a write has failed.
        assertTrue(filled.freeBlocks() < 2);
        FileStore again = FileStore.mount(large, () -> now);
        assertEquals(filled.freeBlocks(), again.freeBlocks());
        for (int i = 0; i < written; i++) {
            assertArrayEquals(
                    bytes(BLOCK, i), again.read("a", (long) i * BLOCK, BLOCK, FileStore.ANY));
        }
        again.remove("a");
        assertEquals(again.freeBlocks(), FileStore.mount(large, () -> now).freeBlocks());
    }

    @Test
    void aLargerDiskIsUsedInPart() {
        Superblock superblock = Superblock.readOrFormat(new BlankDisk(Long.MAX_VALUE / BLOCK));
        assertEquals(Superblock.MOST_BLOCKS, superblock.blocks());
        assertEquals(4096, superblock.inodes());
    }

    /** A disk of zeros that forgets what is written. */
    private record BlankDisk(long blocks) implements BlockDevice {
        @Override
        public byte[] read(long block) {
            return new byte[BLOCK];
        }

        @Override
        public void write(long block, byte[] content) {
            // A write has no effect: each block of this disk stays zero.
        }

        @Override
        public boolean isBlank() {
            return true;
        }
    }

    @Test
    void moreFilesThanInodesAreRefused() {
        for (int i = 0; i < INODES; i++) {
            store.write("f" + i, 0, bytes(1, i));
        }
        assertEquals(Category.NO_SPACE, failure(() -> store.write("g", 0, bytes(1, 1))));
        store.remove("f3");
        store.write("g", 0, bytes(1, 1));
    }

    @Test
    void aRenameReplacesTheOtherFile() {
        store.write("old", 0, bytes(5, 1));
        store.write("new", 0, bytes(5 * 5, 2));
        store.rename("old", "new");
        assertEquals(List.of("new"), names());
        assertArrayEquals(bytes(5, 1), content(store, "new"));
        assertEquals(DATA_BLOCKS - 1, store.freeBlocks());
        store = mount();
        assertEquals(List.of("new"), names());
    }

    @Test
    void aRepeatedRenameSucceeds() {
        store.write("old", 0, bytes(5, 1));
        store.rename("old", "new");
        store = mount();
        store.rename("old", "new");
        assertArrayEquals(bytes(5, 1), content(store, "new"));
    }

    @Test
    void aRenameOfAnAbsentFileFails() {
        store.write("new", 0, bytes(5, 1));
        assertEquals(Category.ABSENT, failure(() -> store.rename("old", "new")));
    }

    @Test
    void aRenameToTheSameNameChangesNothing() {
        store.write("a", 0, bytes(5, 1));
        store.rename("a", "a");
        assertArrayEquals(bytes(5, 1), content(store, "a"));
    }

    @Test
    void aRepeatedRemovalSucceeds() {
        store.write("a", 0, bytes(5, 1));
        store.remove("a");
        store.remove("a");
        assertEquals(List.of(), names());
    }

    @Test
    void aReplacedFileHasAnotherIdentity() {
        store.write("a", 0, bytes(5, 1));
        long id = store.status("a").id();
        store.write(".new", 0, bytes(5, 2));
        store.rename(".new", "a");
        assertEquals(Category.WOULD_BLOCK, failure(() -> store.read("a", 0, 5, id)));
    }

    @Test
    void anIdentityIsNotUsedAgainAfterARemovalAndAMount() {
        store.write("a", 0, bytes(5, 1));
        long id = store.status("a").id();
        store.remove("a");
        store = mount();
        store.write("a", 0, bytes(5, 1));
        assertNotEquals(id, store.status("a").id());
    }

    @Test
    void theListContinuesAfterAName() {
        for (String name : List.of("c", "a", ".b", "b")) {
            store.write(name, 0, bytes(1, 1));
        }
        assertEquals(List.of("a", "b", "c"), names());
        assertEquals(List.of("b", "c"), store.list("a").map(FileStatus::name).toList());
    }

    @Test
    void aTemporaryFileIsRemovedAfterAnHour() {
        store.write(".left", 0, bytes(5, 1));
        now += HOUR;
        store.write("a", 0, bytes(5, 1));
        assertEquals(5, store.status(".left").size());
        now += 1;
        store.write("b", 0, bytes(5, 1));
        assertEquals(Category.ABSENT, failure(() -> store.status(".left")));
    }

    @Test
    void aTemporaryFileFromTheFutureIsRemoved() {
        store.write(".left", 0, bytes(5, 1));
        now -= HOUR + 1;
        store.write("a", 0, bytes(5, 1));
        assertEquals(Category.ABSENT, failure(() -> store.status(".left")));
    }

    @Test
    void aFullDiskLosesOnlyItsOldTemporaryFiles() {
        store.write(".left", 0, bytes(BLOCK, 1));
        store.write(".used", 0, bytes(BLOCK, 2));
        for (int i = 0; i < DATA_BLOCKS - 2; i++) {
            store.write("a", (long) i * BLOCK, bytes(BLOCK, i));
        }
        assertEquals(Category.NO_SPACE, failure(() -> store.write(".used", 0, bytes(1, 3))));
        now += HOUR + 1;
        store.write(".used", BLOCK, bytes(BLOCK, 3));
        assertEquals(2 * BLOCK, store.status(".used").size());
        assertEquals(Category.ABSENT, failure(() -> store.status(".left")));
        assertEquals(Category.NO_SPACE, failure(() -> store.write(".used", 0, bytes(1, 3))));
    }

    @Test
    void aCompleteFileCannotBecomeATemporaryOne() {
        store.write("a", 0, bytes(5, 1));
        assertEquals(Category.UNUSABLE, failure(() -> store.rename("a", ".a")));
        assertArrayEquals(bytes(5, 1), content(store, "a"));
        store.write(".b", 0, bytes(5, 2));
        store.rename(".b", ".a");
        store.rename(".a", "a");
        assertArrayEquals(bytes(5, 2), content(store, "a"));
    }

    @Test
    void aMountRemovesOldTemporaryFiles() {
        store.write(".left", 0, bytes(5, 1));
        now += HOUR + 1;
        store = mount();
        assertEquals(Category.ABSENT, failure(() -> store.status(".left")));
        assertEquals(DATA_BLOCKS, store.freeBlocks());
    }

    @Test
    void manyRandomChangesAgreeWithAMap() {
        Random random = new Random(7);
        Map<String, byte[]> expected = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            String name = "f" + random.nextInt(6);
            byte[] old = expected.get(name);
            switch (random.nextInt(8)) {
                case 0 -> {
                    store.remove(name);
                    expected.remove(name);
                }
                case 1 -> {
                    String other = "f" + random.nextInt(6);
                    if (old != null && !other.equals(name)) {
                        store.rename(name, other);
                        expected.put(other, expected.remove(name));
                    }
                }
                case 2 -> store = mount();
                default -> {
                    int size = old == null ? 0 : old.length;
                    int offset = random.nextInt(size + 1);
                    byte[] added = bytes(random.nextInt(BLOCK + 1), i);
                    if (offset + added.length <= 20 * BLOCK) {
                        store.write(name, offset, added);
                        byte[] all = new byte[Math.max(size, offset + added.length)];
                        if (old != null) {
                            System.arraycopy(old, 0, all, 0, size);
                        }
                        System.arraycopy(added, 0, all, offset, added.length);
                        expected.put(name, all);
                    }
                }
            }
        }
        List<String> sorted = new ArrayList<>(expected.keySet());
        sorted.sort(null);
        assertEquals(sorted, names());
        expected.forEach((name, all) -> assertArrayEquals(all, content(store, name)));
        int free = DATA_BLOCKS;
        for (byte[] all : expected.values()) {
            free -= Math.ceilDiv(all.length, BLOCK);
        }
        assertEquals(free, store.freeBlocks());
    }
}
