package ipckit.mq.microkernel.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * Tests {@link DeviceFile}, the file or block device that contains the disk, with a regular file.
 */
final class DeviceFileTest {
    private static final int BLOCK = DeviceFile.BLOCK_SIZE;
    private static final long SIZE = 20 * BLOCK;

    private final Scratch scratch = new Scratch();
    private final Path path = scratch.file("device");

    @AfterEach
    void close() {
        scratch.close();
    }

    private static byte[] block(int fill) {
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) fill);
        return block;
    }

    @Test
    void aNewDeviceIsBlankAndPrivate() throws IOException {
        try (DeviceFile device = DeviceFile.openOrCreate(path, SIZE)) {
            assertTrue(device.isBlank());
            assertEquals(20, device.blocks());
        }
        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(path));
    }

    @Test
    void theSizeIsRoundedUpToBlocks() {
        try (DeviceFile device = DeviceFile.openOrCreate(path, SIZE + 1)) {
            assertEquals(21, device.blocks());
        }
    }

    @Test
    void aNewDeviceHasAtLeastSomeBlocks() {
        try (DeviceFile device = DeviceFile.openOrCreate(path, 0)) {
            assertEquals(DeviceFile.FEWEST_BLOCKS, device.blocks());
        }
    }

    @Test
    void anExistingDeviceKeepsItsSizeAndContent() {
        try (DeviceFile device = DeviceFile.openOrCreate(path, SIZE)) {
            device.write(19, block(7));
        }
        try (DeviceFile device = DeviceFile.openOrCreate(path, 2 * SIZE)) {
            assertEquals(20, device.blocks());
            assertArrayEquals(block(7), device.read(19));
            assertFalse(device.isBlank());
        }
    }

    @Test
    void aWriteChangesOneBlock() {
        try (DeviceFile device = DeviceFile.openOrCreate(path, SIZE)) {
            device.write(3, block(7));
            assertArrayEquals(block(0), device.read(2));
            assertArrayEquals(block(7), device.read(3));
            assertArrayEquals(block(0), device.read(4));
        }
    }

    @Test
    void anAbsentDeviceIsNotCreatedWhenItIsOnlyOpened() {
        IpcException refused = assertThrows(IpcException.class, () -> DeviceFile.open(path));
        assertEquals(Category.ABSENT, refused.category());
        assertFalse(Files.exists(path));
    }

    @Test
    void aDeviceThatExistsIsOpened() {
        DeviceFile.openOrCreate(path, SIZE).close();
        try (DeviceFile device = DeviceFile.open(path)) {
            assertEquals(20, device.blocks());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - BLOCK + 1, Long.MAX_VALUE / 2})
    void aSizeBeyondTheFileSystemHasNoSpace(long size) {
        IpcException refused =
                assertThrows(IpcException.class, () -> DeviceFile.openOrCreate(path, size));
        assertEquals(Category.NO_SPACE, refused.category());
        assertFalse(Files.exists(path));
    }

    @Test
    void aDirectoryIsRefused() {
        IpcException refused =
                assertThrows(
                        IpcException.class,
                        () -> DeviceFile.openOrCreate(scratch.newDirectory(), SIZE));
        assertEquals(Category.UNUSABLE, refused.category());
    }

    @Test
    void anAbsentDirectoryIsReported() {
        assertThrows(
                IpcException.class, () -> DeviceFile.openOrCreate(scratch.file("no/device"), SIZE));
    }
}
