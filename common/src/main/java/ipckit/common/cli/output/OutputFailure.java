package ipckit.common.cli.output;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;

/**
 * Classifies failed writes to standard output and standard error. The JVM ignores SIGPIPE, so a
 * write to a closed pipe throws an ordinary {@link IOException}. This exception does not contain
 * errno, so this class examines the text of the error.
 */
final class OutputFailure {
    private OutputFailure() {}

    /**
     * Returns an exception of category OUTPUT_CLOSED if the reader of standard output has closed
     * it, of category NO_SPACE if the disk is full, and otherwise of category IO.
     */
    static IpcException of(IOException failure) {
        return of(failure, 1, "standard output");
    }

    /**
     * Returns an exception of category OUTPUT_CLOSED if the reader of standard error has closed it,
     * of category NO_SPACE if the disk is full, and otherwise of category IO.
     */
    static IpcException ofErrors(IOException failure) {
        return of(failure, 2, "standard error");
    }

    private static IpcException of(IOException failure, int descriptor, String name) {
        String text = String.valueOf(failure.getMessage());
        boolean closed = text.contains("Broken pipe") || text.contains("Connection reset");
        boolean full = text.contains("No space left") || text.contains("quota exceeded");
        // An error text in a language other than English is not recognized. But a write to a pipe
        // fails for only two reasons: the reader has exited, or a non-blocking pipe is full
        // ("temporarily unavailable"). Therefore an unrecognized error of a pipe counts as the exit
        // of the reader.
        boolean unclear = !closed && !full && !text.contains("temporarily");
        if (closed || unclear && StandardDescriptor.isPipe(descriptor)) {
            return new IpcException(Category.OUTPUT_CLOSED, "output closed", failure);
        }
        Category category = full ? Category.NO_SPACE : Category.IO;
        return new IpcException(category, "cannot write to " + name + ": " + text, failure);
    }
}
