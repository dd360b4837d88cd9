package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.IoErrorCategory;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;

/** Adds the name of a segment to the message of a failed operation. */
final class SegmentErrors {
    private SegmentErrors() {}

    /**
     * Runs an operation on a segment. If the operation fails, adds the name of the segment to the
     * exception (see {@link #of}).
     */
    static <T> T naming(Object name, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (IpcException e) {
            throw of(name, e);
        }
    }

    /**
     * Runs an operation on a segment. If the operation fails, adds the name of the segment to the
     * exception (see {@link #of}).
     */
    static void naming(Object name, Runnable operation) {
        try {
            operation.run();
        } catch (IpcException e) {
            throw of(name, e);
        }
    }

    /**
     * Runs an operation on the files of a segment. If a file is absent, reports that the segment
     * does not exist. If the operation throws an {@link IpcException}, adds the name of the segment
     * to the exception (see {@link #of}).
     *
     * @param verb the word or words after "cannot" in the message of a failed operation, for
     *     example "look at"
     */
    static <T> T naming(Object name, String verb, AttachedSegment.MemoryAccess<T> operation) {
        try {
            return operation.run();
        } catch (NoSuchFileException e) {
            throw absent(name, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot " + verb + " segment " + name, e);
        } catch (IpcException e) {
            throw of(name, e);
        }
    }

    /**
     * Returns an exception with the same category as {@code e} and with the name of the segment in
     * its message. Returns {@code e} itself in two cases: {@code e} reports a wrong command line,
     * or {@code e} reports that a user's command was not found or could not be run.
     */
    static IpcException of(Object name, IpcException e) {
        return switch (e.category()) {
            case USAGE, NOT_FOUND, CANNOT_RUN -> e;
            case ABSENT -> absent(name, e);
            case EXISTS ->
                    new IpcException(Category.EXISTS, "segment " + name + " exists already", e);
            default -> new IpcException(e.category(), "segment " + name + ": " + e.getMessage(), e);
        };
    }

    static IpcException absent(Object name, Exception cause) {
        return new IpcException(Category.ABSENT, "no such segment: " + name, cause);
    }
}
