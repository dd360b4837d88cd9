package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.memory.Mapping;

import java.util.function.IntConsumer;

/**
 * Where the slots of a mailbox are: each one's line and its cell, and which are free. What a slot's
 * number means in memory is the difference between a bounded and an unbounded mailbox, and the only
 * one.
 *
 * <p>Belongs to one thread. All that changes something wants the mailbox's lock held.
 */
abstract sealed class EntryStore permits FixedEntryStore, ChunkedEntryStore {
    /** How many slots there can be; numbers are below. */
    abstract int size();

    /** The memory that a slot's line and cell are in. */
    abstract Mapping memory(int slot);

    /** Where in that memory its line is. */
    abstract long line(int slot);

    /** Where in that memory its cell is: first what is beside the body, then the body. */
    abstract long cell(int slot);

    /** How many bytes its cell has. */
    abstract long room(int slot);

    /** Whether its cell can have so many bytes; no, if the cell is nowhere. */
    final boolean holds(int slot, long bytes) {
        try {
            return bytes <= room(slot);
        } catch (IpcException e) {
            return false;
        }
    }

    /**
     * A slot that is free, and still is when this returns; NONE if there is none.
     *
     * @param bytes how many its cell is to have
     * @throws ipckit.common.IpcException NO_SPACE, with nothing changed
     */
    abstract int free(long bytes);

    /** The slot that {@link #free} gave is not free any more. */
    abstract void take(int slot);

    /** A slot is free again; nobody looks at its line from now on. */
    abstract void give(int slot);

    /** All that is known about what is free, anew from the states. */
    abstract void rebuild();

    /** Does something with each slot that is not free, in the order of the messages' numbers. */
    abstract void eachUsed(IntConsumer action);

    /** Does something with each slot that may be not free, whatever its state. */
    abstract void each(IntConsumer action);

    /** What was changed in slots that were taken is on the disk when this returns. */
    abstract void force();

    /** Lets go of memory that is not needed now; no slot's memory may be in use. */
    abstract void trim();

    /** Lets go of all memory but the mailbox's own. */
    abstract void close();
}
