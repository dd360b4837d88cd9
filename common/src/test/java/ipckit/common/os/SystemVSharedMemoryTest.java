package ipckit.common.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;

final class SystemVSharedMemoryTest {
    private static final int PRIVATE_KEY = 0;

    @Test
    void aSizeThatTheKernelDoesNotAllowCannotBeCreated() {
        IpcException refused =
                assertThrows(
                        IpcException.class, () -> SystemVSharedMemory.create(PRIVATE_KEY, 0, 0600));
        assertEquals(Category.CANNOT_CREATE, refused.category());
        assertEquals("the kernel allows no segment of 0 bytes", refused.getMessage());
    }
}
