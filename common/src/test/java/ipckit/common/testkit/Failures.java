package ipckit.common.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.function.Executable;

/** Assertions about operations that must fail. */
public final class Failures {
    private Failures() {}

    /**
     * Asserts that an operation fails with an exception of a category, and returns the exception.
     */
    public static IpcException assertFails(Category category, Executable operation) {
        IpcException e = assertThrows(IpcException.class, operation);
        assertEquals(category, e.category(), e.getMessage());
        return e;
    }

    /**
     * Asserts that an operation fails with an exception that has the given category and message.
     */
    public static void assertFails(Category category, String message, Executable operation) {
        assertEquals(message, assertFails(category, operation).getMessage());
    }
}
