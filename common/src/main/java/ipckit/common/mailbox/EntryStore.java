package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.function.IntConsumer;

/**
 * Finds a mailbox's entries in memory and allocates free entries. The subclass {@link
 * FixedEntryStore} is for a mailbox with a fixed number of entries. The subclass {@link
 * ChunkedEntryStore} is for an {@linkplain MailboxSpec#isElastic elastic} mailbox, whose number of
 * entries can grow.
 *
 * <p>An instance belongs to one thread. A caller that changes entries must hold the mailbox's lock.
 */
abstract sealed class EntryStore permits FixedEntryStore, ChunkedEntryStore {
    /**
     * Returns the limit of the entry numbers. The number of each entry is at least 0 and less than
     * this limit.
     */
    abstract int size();

    /** Returns the memory that contains an entry and its payload. */
    abstract Mapping memory(int entry);

    /**
     * Returns the offset of an entry in the memory that {@link #memory} returns. The fields of the
     * entry start at this offset, see {@link EntryLayout}.
     */
    abstract long row(int entry);

    /**
     * Returns the offset of an entry's payload in the memory that {@link #memory} returns. The
     * payload contains the metadata, followed by the body.
     */
    abstract long payload(int entry);

    /** Returns the number of bytes that are reserved for an entry's payload. */
    abstract long room(int entry);

    /**
     * Returns an eight-byte field of an entry.
     *
     * @param field the offset of the field, see {@link EntryLayout}
     */
    final long get(int entry, long field) {
        return Words.get(memory(entry), row(entry) + field);
    }

    final void set(int entry, long field, long value) {
        Words.set(memory(entry), row(entry) + field, value);
    }

    /**
     * Returns a four-byte field of an entry.
     *
     * @param field the offset of the field, see {@link EntryLayout}
     */
    final int getInt(int entry, long field) {
        return Words.getInt(memory(entry), row(entry) + field);
    }

    final void setInt(int entry, long field, int value) {
        Words.setInt(memory(entry), row(entry) + field, value);
    }

    /** Returns the state word of an entry. The caller needs no lock. */
    final long state(int entry) {
        return Words.getAcquire(memory(entry), row(entry) + EntryLayout.STATE);
    }

    final void setState(int entry, long state) {
        Words.setRelease(memory(entry), row(entry) + EntryLayout.STATE, state);
    }

    final boolean isFree(int entry) {
        return EntryState.kind(state(entry)) == EntryState.FREE;
    }

    final long number(int entry) {
        return get(entry, EntryLayout.NUMBER);
    }

    final int priority(int entry) {
        int priority = getInt(entry, EntryLayout.PRIORITY);
        if (priority < 0 || priority >= MailboxLayout.PRIORITIES) {
            throw ObjectFile.damaged("a message has an impossible priority");
        }
        return priority;
    }

    /**
     * Returns the participant index of the sender of an entry's message, if the sender waits for a
     * receiver or for a reply; otherwise NONE.
     */
    final int waiter(int entry) {
        int waiter = getInt(entry, EntryLayout.WAITER);
        if (waiter < 0 || waiter > MailboxLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("a waiting sender has an impossible participant index");
        }
        return waiter - 1;
    }

    /**
     * Reads a word that refers to an entry. Returns the number of the entry, or NONE if the word
     * refers to no entry. The word contains the number plus 1, or 0 for no entry.
     *
     * @param at the offset of the word
     * @throws IpcException CORRUPT when no entry can have this number
     */
    final int linked(Mapping memory, long at) {
        int stored = Words.getIntAcquire(memory, at);
        if (stored < 0 || stored > size()) {
            throw ObjectFile.damaged("a list leads outside the table");
        }
        return stored - 1;
    }

    /**
     * Returns whether an entry has space for a payload of {@code bytes} bytes. Also returns false
     * if the mailbox is damaged and this space would lie outside the file that contains the entry.
     */
    final boolean holds(int entry, long bytes) {
        try {
            return bytes <= room(entry);
        } catch (IpcException e) {
            return false;
        }
    }

    /**
     * Returns a free entry, or NONE if no entry is free. The entry counts as free until {@link
     * #take} is called.
     *
     * @param bytes the size in bytes of the payload that the entry must have space for
     * @throws IpcException NO_SPACE when an elastic mailbox needs another chunk (a file of entries)
     *     and cannot create it; the entries are then unchanged
     */
    abstract int free(long bytes);

    /** Marks an entry as used. The entry must be the result of the last call of {@link #free}. */
    abstract void take(int entry);

    /** Marks an entry as free. The content of the entry must not be read afterwards. */
    abstract void give(int entry);

    /**
     * Repairs the words of the mailbox's header that describe the list of chunks. A chunk is a file
     * that contains entries of an elastic mailbox. After a power failure, these words may be older
     * on the disk than the list itself. The caller must call this method before it reads the
     * entries. This method does nothing if the mailbox is not elastic.
     */
    void recover() {}

    /**
     * Rebuilds the data by which {@link #free} finds a free entry. Computes this data from the
     * states of all entries. A rebuild is necessary after a process has died during a change,
     * because this data may then be incomplete.
     */
    abstract void rebuild();

    /** Runs an action for each entry that is not free, in the order of message numbers. */
    abstract void eachUsed(IntConsumer action);

    /** Runs an action for each entry, whatever its state. */
    abstract void each(IntConsumer action);

    /** Writes entries to the disk: at least those that this instance has allocated or freed. */
    abstract void force();

    /**
     * Declares that this participant has acquired or released the mailbox's lock. A store can find
     * entries faster while it knows that no other process changes the mailbox.
     */
    void setLocked(boolean isLocked) {}

    /**
     * Unmaps chunks that are not needed now. A chunk is a file that contains entries of an elastic
     * mailbox. This method does nothing if the mailbox is not elastic. A mapping that {@link
     * #memory} returned before this call must not be used afterwards.
     */
    void trim() {}

    /**
     * Unmaps the files with the entries of an elastic mailbox. Does nothing if the mailbox is not
     * elastic.
     */
    void close() {}
}
