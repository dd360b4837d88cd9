package ipckit.common;

import java.util.Objects;

/**
 * A failure that a user can be told in one line. Full, empty and timed out are ordinary results of
 * the operations that can meet them; this is thrown where the caller asked for something that
 * cannot be done.
 *
 * <p>The message is the second half of an error line ("no such buffer: jobs"); the program's name
 * is put before it by whoever prints it. The category says what went wrong in terms a script can
 * branch on; which exit code that makes is decided in one place, the command-line room.
 */
public final class IpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as a caller would act on it differently. */
    public enum Category {
        /** None of the others names it. */
        FAILED,
        /** The request makes no sense, whatever the state of the system. */
        USAGE,
        /** The data given cannot be used: too large an item, a bad frame. */
        UNUSABLE,
        /** No such object. */
        ABSENT,
        /** The object was removed while we used or waited for it. */
        REMOVED,
        /** The object exists already. */
        EXISTS,
        /** The object cannot be made here. */
        CANNOT_CREATE,
        /** Input or output failed. */
        IO,
        /** A file system is full. */
        NO_SPACE,
        /** It would have to wait, and was asked not to. */
        WOULD_BLOCK,
        /** A shared object is damaged, or not what its place says it is. */
        CORRUPT,
        /** Permission denied. */
        DENIED,
        /** A time limit passed. */
        TIMED_OUT,
        /** The system lets us start no more processes. */
        NO_PROCESS,
        /** A given command was found but cannot be run. */
        CANNOT_RUN,
        /** A given command was not found. */
        NOT_FOUND,
        /** Nobody reads our output any more. */
        OUTPUT_CLOSED
    }

    private final Category category;

    /**
     * @param category what went wrong
     * @param message one line for people, without a final full stop
     */
    public IpcException(Category category, String message) {
        this(category, message, null);
    }

    /**
     * @param category what went wrong
     * @param message one line for people, without a final full stop
     * @param cause shown only when debugging
     */
    public IpcException(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = Objects.requireNonNull(category);
    }

    /** What went wrong. */
    public Category category() {
        return category;
    }
}
