package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A segment's bytes in this process, until closed: {@code shmat} and {@code shmdt}. */
public interface AttachedSegment extends AutoCloseable {
    /** What the segment is called. */
    String name();

    /** The bytes. */
    Mapping memory();

    /** The file that the bytes are those of, if there is one. */
    default Optional<FileIdentity> file() {
        return Optional.empty();
    }

    /** Who is to be woken when a cell has changed, and how one waits for that. */
    CellEvent event();

    /** How many are attached, this process among them; −1 where nobody counts. */
    int count();

    /** Says what was done at an offset, for those who want to be told. */
    default void accessed(String what, long offset) {}

    /** Says that so many bytes have come or gone, for those who want to be told. */
    default void moved(String what, long offset, long length) {}

    /**
     * For those who wait.
     *
     * @throws IpcException REMOVED if the segment was removed since
     */
    void checkNotRemoved();

    @Override
    void close();

    /** How many bytes there are. */
    default long size() {
        return memory().byteSize();
    }

    /**
     * Some of the bytes.
     *
     * @throws IpcException UNUSABLE if they do not all lie in the segment
     */
    default MemorySegment bytes(long offset, long length) {
        long size = size();
        if (offset > size || length > size - offset) {
            String what =
                    length == 0
                            ? "offset " + offset + " is"
                            : length + " bytes at " + offset + " reach";
            throw new IpcException(
                    Category.UNUSABLE,
                    "segment " + name() + ": " + what + " beyond its " + size + " bytes");
        }
        return memory().segment().asSlice(offset, length);
    }
}
