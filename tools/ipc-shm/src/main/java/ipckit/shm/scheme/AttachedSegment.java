package ipckit.shm.scheme;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A segment that this process has attached. The method {@link #close} detaches the segment. */
public interface AttachedSegment extends AutoCloseable {
    /** Returns the name of the segment as error messages show it. */
    String name();

    /** Returns the mapped bytes of the segment. */
    Mapping memory();

    /** Returns the file whose bytes are mapped; empty if the segment is not a file. */
    default Optional<FileIdentity> file() {
        return Optional.empty();
    }

    /**
     * Returns the object with which a process waits until a cell has changed. A process that
     * changes a cell uses this object to wake the waiting processes.
     */
    CellEvent event();

    /**
     * Returns the number of attached processes, including this one. Returns {@link
     * SegmentStatus#NOT_COUNTED} if the attached processes of the segment are not counted.
     */
    int count();

    /**
     * Reports to the trace that this process accesses the bytes at an offset of the segment. The
     * trace is the list of steps that the option {@code --trace} and the verb {@code tour} show.
     * The text {@code what} describes the access. Does nothing if there is no trace.
     */
    default void traceAccess(String what, long offset) {}

    /**
     * Reports to the {@linkplain #traceAccess trace} that this process has read or written {@code
     * length} bytes at an offset of the segment. The text {@code what} describes the transfer, for
     * example "read". Does nothing if there is no trace.
     */
    default void traceTransfer(String what, long offset, long length) {}

    /**
     * Checks that the segment still exists.
     *
     * @throws IpcException REMOVED if the segment was removed after it had been attached
     */
    void checkNotRemoved();

    @Override
    void close();

    /** Returns the size of the segment in bytes. */
    default long size() {
        return memory().byteSize();
    }

    /**
     * Returns the {@code length} bytes of the segment that begin at {@code offset}.
     *
     * @throws IpcException UNUSABLE if the range reaches beyond the end of the segment
     */
    default MemorySegment bytes(long offset, long length) {
        long size = size();
        if (offset > size || length > size - offset) {
            String what =
                    length == 0
                            ? "offset " + offset + " is"
                            : CountedNoun.of(length, "byte")
                                    + " at "
                                    + offset
                                    + (length == 1 ? " reaches" : " reach");
            throw new IpcException(
                    Category.UNUSABLE,
                    "segment "
                            + name()
                            + ": "
                            + what
                            + " beyond its "
                            + CountedNoun.of(size, "byte"));
        }
        return memory().segment().asSlice(offset, length);
    }

    /**
     * Calls a function that accesses the bytes, and returns the result of the function. If another
     * process has truncated the segment's file, an access beyond the new end of the file fails.
     * This method reports this failure as CORRUPT.
     *
     * @throws IpcException CORRUPT if the function accesses bytes beyond the end of a truncated
     *     file
     */
    default <T> T guarded(MemoryAccess<T> access) throws IOException {
        try {
            return access.run();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "segment " + name());
        } catch (IOException e) {
            // "Bad address" is the text of EFAULT. A system call fails with this error if it
            // accesses mapped bytes beyond the end of a truncated file.
            if ("Bad address".equals(e.getMessage())) {
                throw new IpcException(
                        Category.CORRUPT,
                        "segment " + name() + " was cut short while it was in use",
                        e);
            }
            throw e;
        }
    }

    /** A function that accesses the bytes of a segment. */
    @FunctionalInterface
    interface MemoryAccess<T> {
        T run() throws IOException;
    }
}
