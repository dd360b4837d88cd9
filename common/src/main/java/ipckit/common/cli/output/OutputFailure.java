package ipckit.common.cli.output;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;

/**
 * What a failed write to standard output means. The JVM ignores SIGPIPE, so a closed pipe shows as
 * an ordinary {@link IOException}, and those carry no errno but only its text.
 */
final class OutputFailure {
    private OutputFailure() {}

    /** OUTPUT_CLOSED when nobody reads any more, NO_SPACE or IO otherwise. */
    static IpcException of(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("Broken pipe") || text.contains("Connection reset")) {
            return new IpcException(Category.OUTPUT_CLOSED, "output closed", failure);
        }
        Category category =
                text.contains("No space left") || text.contains("quota exceeded")
                        ? Category.NO_SPACE
                        : Category.IO;
        // The text is in the user's language; a pipe that is open for writing fails for one reason.
        if (category == Category.IO
                && StandardDescriptor.isPipe(1)
                && !text.contains("temporarily")) {
            return new IpcException(Category.OUTPUT_CLOSED, "output closed", failure);
        }
        return new IpcException(category, "cannot write to standard output: " + text, failure);
    }
}
