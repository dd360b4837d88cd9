package ipckit.common.mailbox;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * A doubly linked list of message entries. A mailbox has several such lists, for example a list of
 * the messages that were sent while the mailbox was full. Because of the lists, no operation has to
 * search all entries. The mailbox's header stores the first and the last entry of each list. Each
 * entry stores its next and previous entry. Recovery builds all lists again from the states of the
 * entries.
 *
 * <p>The caller of every method except {@link #count} must hold the mailbox's lock.
 */
final class EntryList {
    private final Mapping shared;
    private final EntryStore table;
    private final long first;
    private final long last;
    private final long next;
    private final long previous;
    private final long count;

    /**
     * The bit of this list in {@link MailboxLayout#PRIORITIES_AT}, or 0 if the list has no bit.
     * Only the lists of ready entries have bits. Each priority has one such list and therefore one
     * bit. The bit is set while the list is not empty.
     */
    private final int priorityBit;

    /**
     * @param list the number of the list; {@link MailboxLayout} defines the numbers
     */
    EntryList(Mapping shared, EntryStore table, int list) {
        this.shared = shared;
        this.table = table;
        this.first = MailboxLayout.first(list);
        this.last = MailboxLayout.last(list);
        this.count = MailboxLayout.count(list);
        boolean second = list == MailboxLayout.OFFERS || list >= MailboxLayout.EXPIRING;
        this.next = second ? EntryLayout.NEXT_SECOND : EntryLayout.NEXT;
        this.previous = next + Integer.BYTES;
        this.priorityBit = list < MailboxLayout.PRIORITIES ? 1 << list : 0;
    }

    void clear() {
        Words.setInt(shared, first, 0);
        Words.setInt(shared, last, 0);
    }

    /**
     * Returns the number of entries in the list. The lists of ready entries (one for each priority)
     * share one count. For each of these lists, this method returns the number of ready entries of
     * all priorities. The caller needs no lock.
     */
    int count() {
        int stored = Words.getIntAcquire(shared, count);
        if (stored < 0 || stored > table.size()) {
            throw ObjectFile.damaged("its count of messages is impossible");
        }
        return stored;
    }

    private void addToCount(int difference) {
        Words.setIntRelease(shared, count, Words.getInt(shared, count) + difference);
    }

    /** Returns the first entry of the list, or NONE if the list is empty. */
    int first() {
        return table.linked(shared, first);
    }

    private int last() {
        return table.linked(shared, last);
    }

    void append(int entry) {
        insertBetween(last(), entry, EntryTable.NONE);
    }

    void remove(int entry) {
        join(previous(entry), next(entry));
        if (priorityBit != 0 && first() == EntryTable.NONE) {
            int priorities = Words.getInt(shared, MailboxLayout.PRIORITIES_AT);
            Words.setIntRelease(shared, MailboxLayout.PRIORITIES_AT, priorities & ~priorityBit);
        }
        addToCount(-1);
    }

    /**
     * Moves an entry to the end of another list. The two lists must share one count, because this
     * method does not change any count.
     */
    void moveTo(EntryList other, int entry) {
        join(previous(entry), next(entry));
        other.join(other.last(), entry);
        other.join(entry, EntryTable.NONE);
    }

    private void insertBetween(int before, int entry, int after) {
        join(before, entry);
        join(entry, after);
        if (priorityBit != 0) {
            int priorities = Words.getInt(shared, MailboxLayout.PRIORITIES_AT);
            Words.setIntRelease(shared, MailboxLayout.PRIORITIES_AT, priorities | priorityBit);
        }
        addToCount(1);
    }

    /**
     * Inserts an entry at its position in the list, which must be sorted by message number. The
     * search for this position starts at both ends of the list at once, because a new message
     * belongs at the end, and a redelivered message belongs near the beginning. In a damaged list
     * that forms a cycle, the search stops with an error.
     */
    void insert(int entry) {
        int most = count();
        long value = table.number(entry);
        int after = first();
        int before = last();
        for (int steps = 0; ; steps++) {
            if (before == EntryTable.NONE || table.number(before) <= value) {
                after = before == EntryTable.NONE ? first() : next(before);
                break;
            }
            if (after == EntryTable.NONE || table.number(after) > value) {
                before = after == EntryTable.NONE ? last() : previous(after);
                break;
            }
            if (steps > most) {
                throw endless();
            }
            before = previous(before);
            after = next(after);
        }
        insertBetween(before, entry, after);
    }

    /**
     * Inserts an entry at its position in the list, which must be sorted by message number. The
     * search for this position starts at {@code before}, which must be an entry of the list with a
     * lower message number.
     */
    void insertAfter(int before, int entry) {
        long value = table.number(entry);
        int left = before;
        int right = next(left);
        for (int most = count(); right != EntryTable.NONE && table.number(right) <= value; most--) {
            if (most == 0) {
                throw endless();
            }
            left = right;
            right = next(left);
        }
        insertBetween(left, entry, right);
    }

    /** Runs an action for each entry. The action may remove the entry from the list. */
    void each(IntConsumer action) {
        whileEach(
                entry -> {
                    action.accept(entry);
                    return true;
                });
    }

    /**
     * Runs an action for each entry until the action returns false. The action may remove the entry
     * from the list. In a damaged list that forms a cycle, this method throws an exception after
     * {@link #count} entries.
     *
     * @return whether the action returned true for every entry
     */
    boolean whileEach(IntPredicate action) {
        int most = count();
        int entry = first();
        for (int steps = 0; entry != EntryTable.NONE; steps++) {
            if (steps >= most) {
                throw endless();
            }
            int following = next(entry);
            if (!action.test(entry)) {
                return false;
            }
            entry = following;
        }
        return true;
    }

    private static RuntimeException endless() {
        return ObjectFile.damaged("a list of messages has no end");
    }

    /**
     * Makes two entries neighbours in the list. If {@code before} is NONE, {@code after} becomes
     * the first entry. If {@code after} is NONE, {@code before} becomes the last entry.
     */
    private void join(int before, int after) {
        if (before == EntryTable.NONE) {
            Words.setInt(shared, first, after + 1);
        } else {
            table.setInt(before, next, after + 1);
        }
        if (after == EntryTable.NONE) {
            Words.setInt(shared, last, before + 1);
        } else {
            table.setInt(after, previous, before + 1);
        }
    }

    private int next(int entry) {
        return table.linked(table.memory(entry), table.row(entry) + next);
    }

    private int previous(int entry) {
        return table.linked(table.memory(entry), table.row(entry) + previous);
    }
}
