package ipckit.common;

import java.util.Objects;

/**
 * A failure that is reported to the user in one line. A full buffer, an empty buffer and a timeout
 * are usually not failures: the operation returns an ordinary result instead of throwing this
 * exception.
 *
 * <p>The message is an error line without the name of the program, for example "no such buffer:
 * jobs". The package {@code cli} puts the name of the program before the message.
 *
 * <p>Each failure has a {@link Category}, which is the kind of failure. The package {@code cli}
 * turns the category into an exit code, so that scripts can distinguish failures.
 */
public final class IpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of failure that a caller may handle differently. */
    public enum Category {
        /** The failure belongs to no other category. */
        FAILED,
        /**
         * The request itself is not valid, for example because an option is malformed. The request
         * would fail in every state of the system.
         */
        USAGE,
        /**
         * The data is unusable, for example an item that is too large, or a malformed frame (a
         * record with its length before it).
         */
        UNUSABLE,
        /** The shared object, file or process that the operation needs does not exist. */
        ABSENT,
        /** The shared object was removed while this process used it or waited for it. */
        REMOVED,
        /** The object to create exists already. */
        EXISTS,
        /**
         * An object cannot be created, for example because the directory that would contain it is
         * absent or on a network file system.
         */
        CANNOT_CREATE,
        /** Input or output failed. */
        IO,
        /**
         * No space is left: a file system is full, or a limit of memory or of the number of objects
         * is reached.
         */
        NO_SPACE,
        /** The operation cannot complete now without waiting. A later attempt may succeed. */
        WOULD_BLOCK,
        /** A shared object is damaged, or a file of another kind or version stands in its place. */
        CORRUPT,
        /**
         * The system denies permission, or ipckit refuses a directory of objects because other
         * users could replace the files in it.
         */
        DENIED,
        /** A time limit passed. */
        TIMED_OUT,
        /** The system refuses to create another process or thread. */
        NO_PROCESS,
        /** A user's command exists but cannot run. */
        CANNOT_RUN,
        /** A user's command is not found. */
        NOT_FOUND,
        /** The reader of standard output has closed the pipe. */
        OUTPUT_CLOSED
    }

    private final Category category;

    /**
     * Creates a failure.
     *
     * @param category the kind of failure
     * @param message the text for the user: one line without a final full stop
     */
    public IpcException(Category category, String message) {
        this(category, message, null);
    }

    /**
     * Creates a failure with a cause.
     *
     * @param category the kind of failure
     * @param message the text for the user: one line without a final full stop
     * @param cause the original exception, which is shown only if {@code IPCKIT_DEBUG=1} is set;
     *     null if there is none
     */
    public IpcException(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = Objects.requireNonNull(category);
    }

    /** Returns a failure of the category USAGE. */
    public static IpcException usage(String message) {
        return new IpcException(Category.USAGE, message);
    }

    /** Returns the kind of failure. */
    public Category category() {
        return category;
    }
}
