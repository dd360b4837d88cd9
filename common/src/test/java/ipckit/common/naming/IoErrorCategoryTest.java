package ipckit.common.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

class IoErrorCategoryTest {
    @Test
    void distinguishesTheCategories() {
        assertEquals(Category.DENIED, categoryOf(new AccessDeniedException("x")));
        assertEquals(Category.CANNOT_CREATE, categoryOf(new NoSuchFileException("x")));
        assertEquals(
                Category.NO_SPACE,
                categoryOf(new FileSystemException("x", null, "No space left on device")));
        assertEquals(Category.NO_SPACE, categoryOf(new IOException("Disk quota exceeded")));
        assertEquals(Category.IO, categoryOf(new IOException("Input/output error")));
        assertEquals(Category.IO, categoryOf(new IOException()));
    }

    @Test
    void namesTheFile() {
        IpcException e = IoErrorCategory.translate("cannot x", new AccessDeniedException("/a/b"));
        assertEquals("cannot x: permission denied (/a/b)", e.getMessage());
    }

    @Test
    void aReasonNamesNoFile() {
        assertEquals(
                "permission denied", IoErrorCategory.reason(new AccessDeniedException("/a/b")));
        assertEquals(
                "no such file or directory",
                IoErrorCategory.reason(new NoSuchFileException("/a/b")));
        assertEquals(
                "Input/output error",
                IoErrorCategory.reason(new IOException("Input/output error")));
    }

    private static Category categoryOf(IOException e) {
        return IoErrorCategory.translate("cannot", e).category();
    }
}
