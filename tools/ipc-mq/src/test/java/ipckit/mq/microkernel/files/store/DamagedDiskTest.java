package ipckit.mq.microkernel.files.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Tests disks that are damaged, or that contain other data than a store. */
final class DamagedDiskTest {
    private static final int BLOCK = BlockDevice.BLOCK_SIZE;
    private static final int FIRST = Superblock.FIRST_INODE;
    private static final int SUPERBLOCK = 0x49504653;
    private static final int INODE = 0x494e4f44;
    private static final int OFFSET_OF_VERSION = 12;
    private static final int OFFSET_IN_TIME = 40;
    private static final int OFFSET_OF_NAME = 44;

    private final MemoryDisk disk = new MemoryDisk(2048);
    private final byte[] content = new byte[BLOCK];

    @BeforeEach
    void writeTwoFiles() {
        content[0] = 1;
        FileStore store = mount();
        store.write("a", 0, content);
        store.write("b", 0, content);
    }

    private FileStore mount() {
        return FileStore.mount(disk, () -> 1);
    }

    private static Category failure(Executable action) {
        return assertThrows(IpcException.class, action).category();
    }

    @Test
    void aDamagedInodeDamagesOneFile() {
        disk.damage(FIRST, OFFSET_IN_TIME);
        FileStore store = mount();
        assertEquals(Category.CORRUPT, failure(() -> store.read("a", 0, 1, FileStore.ANY)));
        assertEquals(Category.CORRUPT, failure(() -> store.write("a", 0, content)));
        assertArrayEquals(content, store.read("b", 0, BLOCK, FileStore.ANY));
        assertTrue(store.list("").findFirst().orElseThrow().damaged());
    }

    @Test
    void aDamagedFileCanBeRemoved() {
        disk.damage(FIRST, OFFSET_IN_TIME);
        mount().remove("a");
        FileStore store = mount();
        assertEquals(Category.ABSENT, failure(() -> store.status("a")));
        store.write("a", 0, content);
    }

    @Test
    void aDamagedFileCanBeReplaced() {
        disk.damage(FIRST, OFFSET_IN_TIME);
        FileStore store = mount();
        store.rename("b", "a");
        assertArrayEquals(content, mount().read("a", 0, BLOCK, FileStore.ANY));
    }

    @Test
    void anInodeWithAnIllegibleNameIsFree() {
        disk.damage(FIRST, OFFSET_OF_NAME, 0xff);
        FileStore store = mount();
        assertEquals(1, store.list("").count());
        store.write("c", 0, content);
        Inode inode = Inode.parse(FIRST, disk.read(FIRST));
        assertEquals("c", inode.name());
    }

    @Test
    void theBlocksOfARemovedDamagedFileAreFreeAfterTheNextMount() {
        int free = mount().freeBlocks();
        disk.damage(FIRST, OFFSET_IN_TIME);
        FileStore store = mount();
        assertFalse(store.isUncertain());
        store.remove("a");
        assertTrue(store.isUncertain());
        assertEquals(free + 1, mount().freeBlocks());
    }

    @Test
    void aDamagedInodeThatAnIntactOneHidesIsRemovedWithIt() {
        disk.write(FIRST + 2, disk.read(FIRST));
        mount().remove("a");
        assertEquals(List.of("b"), mount().list("").map(FileStatus::name).toList());
    }

    @Test
    void aMountFailsWhileAnInodeIsUnreadable() {
        disk.makeUnreadable(FIRST);
        IpcException refused = assertThrows(IpcException.class, this::mount);
        assertEquals(Category.IO, refused.category());
        assertTrue(refused.getMessage().startsWith("cannot read block " + FIRST));
        assertTrue(refused.getMessage().contains("dd conv=noerror,sync"));
        disk.makeUnreadable(-1);
        assertArrayEquals(content, mount().read("a", 0, BLOCK, FileStore.ANY));
    }

    @Test
    void aMountFailsWhileAPointerBlockIsUnreadable() {
        writeLargeFile(mount());
        int inode = FIRST + 2;
        disk.makeUnreadable(Inode.parse(inode, disk.read(inode)).top()[0]);
        assertEquals(Category.IO, failure(this::mount));
        disk.makeUnreadable(-1);
        assertEquals((Inode.MOST_TOP + 1L) * BLOCK, mount().status("large").size());
    }

    @Test
    void anUnreadableBlockOfDataFailsOnlyTheRead() {
        disk.makeUnreadable(Inode.parse(FIRST, disk.read(FIRST)).top()[0]);
        FileStore store = mount();
        assertEquals(Category.IO, failure(() -> store.read("a", 0, 1, FileStore.ANY)));
        assertArrayEquals(content, store.read("b", 0, BLOCK, FileStore.ANY));
    }

    @Test
    void theNewerOfTwoFilesKeepsASharedBlock() {
        disk.damage(FIRST, OFFSET_IN_TIME);
        FileStore store = mount();
        content[0] = 2;
        store.write("c", 0, content);
        disk.damage(FIRST, OFFSET_IN_TIME);
        FileStore next = mount();
        assertArrayEquals(content, next.read("c", 0, BLOCK, FileStore.ANY));
        assertEquals(Category.CORRUPT, failure(() -> next.status("a")));
    }

    private void writeLargeFile(FileStore store) {
        for (int i = 0; i <= Inode.MOST_TOP; i++) {
            store.write("large", (long) i * BLOCK, content);
        }
    }

    @Test
    void aDamagedPointerBlockDamagesOneFile() {
        writeLargeFile(mount());
        int inode = FIRST + 2;
        int pointers = Inode.parse(inode, disk.read(inode)).top()[0];
        disk.damage(pointers, BLOCK - 1);
        FileStore next = mount();
        assertEquals(Category.CORRUPT, failure(() -> next.status("large")));
        assertArrayEquals(content, next.read("b", 0, BLOCK, FileStore.ANY));
    }

    @Test
    void anInodeInTheWrongPlaceIsDamaged() {
        disk.write(FIRST + 1, disk.read(FIRST));
        FileStore store = mount();
        assertEquals(1, store.list("").count());
        assertFalse(store.list("").findFirst().orElseThrow().damaged());
    }

    @Test
    void aDiskWithOtherContentIsRefused() {
        MemoryDisk other = new MemoryDisk(64);
        other.damage(63, BLOCK - 1);
        IpcException refused =
                assertThrows(IpcException.class, () -> FileStore.mount(other, () -> 1));
        assertEquals(Category.CORRUPT, refused.category());
        assertEquals("the disk contains other data: use a disk of zeros", refused.getMessage());
        assertEquals(0, other.writes());
    }

    @Test
    void aSuperblockWithOneWrongBitIsDamaged() {
        for (int bit = 0; bit < BLOCK * Byte.SIZE; bit += bit < 160 ? 1 : 97) {
            int mask = 1 << bit % Byte.SIZE;
            disk.damage(0, bit / Byte.SIZE, mask);
            IpcException refused = assertThrows(IpcException.class, this::mount);
            assertEquals(Category.CORRUPT, refused.category());
            assertEquals("the first block of the disk is damaged", refused.getMessage());
            disk.damage(0, bit / Byte.SIZE, mask);
        }
        assertEquals(2, mount().list("").count());
    }

    @Test
    void aSuperblockWithImpossibleNumbersIsDamaged() {
        int[][] impossible = {
            {(1 << 22) + 1, 4}, {2048, 0}, {2048, 4097}, {2048, -1}, {-1, 1}, {16, 15}
        };
        for (int[] numbers : impossible) {
            ByteBuffer block = SealedBlock.begin();
            block.putInt(1).putInt(numbers[0]).putInt(numbers[1]);
            disk.write(0, SealedBlock.seal(SUPERBLOCK, 0, block));
            IpcException refused = assertThrows(IpcException.class, this::mount);
            assertEquals("the first block of the disk is damaged", refused.getMessage());
        }
    }

    @Test
    void anInodeWithImpossibleNumbersIsDamaged() {
        long[][] impossible = {
            {0, 0, 0},
            {-1, -1, 0},
            {1L << 62, 1, 0},
            {1, 2, 0},
            {1, 0, 0},
            {1, 1, -1},
            {1, 1, (1L << 34) + 1}
        };
        for (long[] numbers : impossible) {
            Inode inode = Inode.empty(1, "a");
            ByteBuffer block = ByteBuffer.wrap(inode.content(FIRST)).position(OFFSET_OF_VERSION);
            block.putLong(numbers[0]).putLong(numbers[1]).putLong(numbers[2]);
            Inode parsed = Inode.parse(FIRST, SealedBlock.seal(INODE, FIRST, block));
            assertEquals(Inode.State.DAMAGED, parsed.state(), Arrays.toString(numbers));
            assertEquals("a", parsed.name());
        }
    }

    @Test
    void aDiskWithoutBlocksIsRefused() {
        MemoryDisk none = new MemoryDisk(0);
        assertEquals(Category.UNUSABLE, failure(() -> FileStore.mount(none, () -> 1)));
    }

    @Test
    void aDiskThatBecameSmallerIsRefused() {
        MemoryDisk small = new MemoryDisk(64);
        small.write(0, disk.read(0));
        assertEquals(Category.CORRUPT, failure(() -> FileStore.mount(small, () -> 1)));
    }

    @Test
    void aDiskThatIsTooSmallIsRefused() {
        MemoryDisk small = new MemoryDisk(15);
        assertEquals(Category.UNUSABLE, failure(() -> FileStore.mount(small, () -> 1)));
    }
}
