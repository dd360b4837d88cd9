package ipckit.common.cli.output;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;

/**
 * Classifies failed writes to standard output. The JVM ignores SIGPIPE, so a closed pipe causes an
 * ordinary {@link IOException}, which contains the text of the error but not its number.
 */
final class OutputFailure {
    private OutputFailure() {}

    /**
     * Returns an exception of category OUTPUT_CLOSED when the reader has exited, otherwise of
     * NO_SPACE or IO.
     */
    static IpcException of(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        boolean closed = text.contains("Broken pipe") || text.contains("Connection reset");
        boolean full = text.contains("No space left") || text.contains("quota exceeded");
        // An unknown text may be in another language. On a pipe, such a text means that the reader
        // has exited, because a write to a pipe has only one other failure: a full non-blocking
        // pipe is "temporarily unavailable".
        boolean unclear = !closed && !full && !text.contains("temporarily");
        if (closed || unclear && StandardDescriptor.isPipe(1)) {
            return new IpcException(Category.OUTPUT_CLOSED, "output closed", failure);
        }
        Category category = full ? Category.NO_SPACE : Category.IO;
        return new IpcException(category, "cannot write to standard output: " + text, failure);
    }
}
