package ipckit.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.function.Executable;

/** Assertions about the {@link IpcException} that a call throws. */
public final class Failures {
    private Failures() {}

    /** Asserts that a call fails with a category, and returns its exception. */
    public static IpcException assertFails(Category category, Executable call) {
        IpcException e = assertThrows(IpcException.class, call);
        assertEquals(category, e.category(), e.getMessage());
        return e;
    }

    /** Asserts that a call fails with a category and a message. */
    public static void assertFails(Category category, String message, Executable call) {
        assertEquals(message, assertFails(category, call).getMessage());
    }
}
