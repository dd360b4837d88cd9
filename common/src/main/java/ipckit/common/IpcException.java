package ipckit.common;

import java.util.Objects;

/**
 * A failure that is reported to the user in one line. Full, empty and timed out are ordinary
 * results of the operations that can have them; this exception means that a request cannot be
 * carried out.
 *
 * <p>The message is the second half of an error line ("no such buffer: jobs"); {@code cli} puts the
 * program's name before it. The category lets scripts distinguish failures; {@code cli} maps it to
 * an exit code.
 */
public final class IpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of failure that a caller may handle differently. */
    public enum Category {
        /** A failure that no other category names. */
        FAILED,
        /** The request is wrong, whatever the state of the system. */
        USAGE,
        /** The data is unusable: an item that is too large, a bad frame. */
        UNUSABLE,
        /** The object does not exist. */
        ABSENT,
        /** The object was removed while this process used it or waited for it. */
        REMOVED,
        /** The object exists already. */
        EXISTS,
        /** The object cannot be created at this place. */
        CANNOT_CREATE,
        /** Input or output failed. */
        IO,
        /** A file system is full. */
        NO_SPACE,
        /** The operation would block, and waiting is not allowed. */
        WOULD_BLOCK,
        /** A shared object is damaged, or a file is not the object that its place implies. */
        CORRUPT,
        /** Permission denied, or not trusted. */
        DENIED,
        /** A time limit passed. */
        TIMED_OUT,
        /** The system allows no further process. */
        NO_PROCESS,
        /** A user's command exists but cannot run. */
        CANNOT_RUN,
        /** A user's command is not found. */
        NOT_FOUND,
        /** Standard output was closed by its reader. */
        OUTPUT_CLOSED
    }

    private final Category category;

    /**
     * Creates a failure.
     *
     * @param category the kind of failure
     * @param message one line for people, without a final full stop
     */
    public IpcException(Category category, String message) {
        this(category, message, null);
    }

    /**
     * Creates a failure with a cause.
     *
     * @param category the kind of failure
     * @param message one line for people, without a final full stop
     * @param cause shown only when debugging
     */
    public IpcException(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = Objects.requireNonNull(category);
    }

    /** Returns the kind of failure. */
    public Category category() {
        return category;
    }
}
