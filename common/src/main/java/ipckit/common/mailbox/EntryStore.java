package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.memory.Mapping;

import java.util.function.IntConsumer;

/**
 * The places of a mailbox's entries in memory, and which entries are free. This type is the only
 * difference between a bounded and an unbounded mailbox.
 *
 * <p>Belongs to one thread. The caller of every method that changes something holds the mailbox's
 * lock.
 */
abstract sealed class EntryStore permits FixedEntryStore, ChunkedEntryStore {
    /** Returns the limit of entry numbers, exclusive. */
    abstract int size();

    /** Returns the memory that contains an entry and its payload. */
    abstract Mapping memory(int entry);

    /** Returns the offset of the entry in that memory. */
    abstract long row(int entry);

    /** Returns the offset of the payload in that memory: first the metadata, then the body. */
    abstract long payload(int entry);

    /** Returns the number of bytes that the payload may have. */
    abstract long room(int entry);

    /** Whether the payload may have that many bytes; false if its place is impossible. */
    final boolean holds(int entry, long bytes) {
        try {
            return bytes <= room(entry);
        } catch (IpcException e) {
            return false;
        }
    }

    /**
     * Returns a free entry, which stays free until {@link #take}; NONE if there is none.
     *
     * @param bytes the size of the payload
     * @throws ipckit.common.IpcException NO_SPACE, and then nothing is changed
     */
    abstract int free(long bytes);

    /** Marks the entry that {@link #free} returned as used. */
    abstract void take(int entry);

    /** Marks an entry as free. Its content must not be read afterwards. */
    abstract void give(int entry);

    /** Rebuilds from the states everything that says which entries are free. */
    abstract void rebuild();

    /** Runs an action for each entry that is not free, in the order of message numbers. */
    abstract void eachUsed(IntConsumer action);

    /** Runs an action for each entry that may be used, whatever its state. */
    abstract void each(IntConsumer action);

    /** Writes the entries that were changed to the disk. */
    abstract void force();

    /**
     * Unmaps memory that is not needed now. The caller must not use the memory of any entry across
     * this call.
     */
    abstract void trim();

    /** Unmaps all memory except the mailbox's own file. */
    abstract void close();
}
