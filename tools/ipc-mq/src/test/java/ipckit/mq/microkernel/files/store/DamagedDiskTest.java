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

/** Tests disks that are damaged, or that contain something else. */
final class DamagedDiskTest {
    private static final int BLOCK = BlockDevice.BLOCK_SIZE;
    private static final int FIRST = Superblock.FIRST_INODE;
    private static final int OFFSET_IN_TIME = 40;
    private static final int OFFSET_IN_NAME = 45;

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
    void anInodeWithAnIllegibleNameStaysInUse() {
        disk.damage(FIRST, OFFSET_IN_NAME);
        disk.damage(FIRST, OFFSET_IN_NAME - 1);
        FileStore store = mount();
        store.write("c", 0, content);
        byte[] before = disk.read(FIRST);
        mount().write("d", 0, content);
        assertArrayEquals(before, disk.read(FIRST));
    }

    @Test
    void anUnreadableInodeIsNotReplaced() {
        byte[] before = disk.read(FIRST);
        disk.makeUnreadable(FIRST);
        FileStore store = mount();
        assertEquals(Category.ABSENT, failure(() -> store.status("a")));
        store.write("c", 0, content);
        disk.makeUnreadable(-1);
        assertArrayEquals(before, disk.read(FIRST));
    }

    @Test
    void theNewerOfTwoFilesKeepsASharedBlock() {
        disk.makeUnreadable(FIRST);
        FileStore store = mount();
        content[0] = 2;
        store.write("c", 0, content);
        disk.makeUnreadable(-1);
        FileStore next = mount();
        assertArrayEquals(content, next.read("c", 0, BLOCK, FileStore.ANY));
        assertEquals(Category.CORRUPT, failure(() -> next.status("a")));
    }

    @Test
    void aDamagedPointerBlockDamagesOneFile() {
        FileStore store = mount();
        for (int i = 0; i <= Inode.MOST_TOP; i++) {
            store.write("large", (long) i * BLOCK, content);
        }
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
        assertEquals(Category.CORRUPT, failure(() -> FileStore.mount(other, () -> 1)));
        assertEquals(0, other.writes());
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
