package ipckit.common.mailbox;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.function.IntPredicate;

/**
 * A list of slots, by which nothing is ever searched for: its ends in the mailbox's head, each
 * slot's neighbours in its line. All of it is derived. Whoever uses it holds the mailbox's lock.
 */
final class EntryList {
    private final Mapping shared;
    private final EntryStore table;
    private final long first;
    private final long last;
    private final long next;
    private final long previous;

    /**
     * @param list which list, as the layout counts them
     * @param next where in a line the next slot is; behind that is the previous one
     */
    EntryList(Mapping shared, EntryStore table, int list, long next) {
        this.shared = shared;
        this.table = table;
        this.first = MailboxLayout.first(list);
        this.last = MailboxLayout.last(list);
        this.next = next;
        this.previous = next + Integer.BYTES;
    }

    void clear() {
        Words.setInt(shared, first, 0);
        Words.setInt(shared, last, 0);
    }

    /** The first slot; NONE if there is none. */
    int first() {
        return slot(shared, first);
    }

    private int last() {
        return slot(shared, last);
    }

    boolean isEmpty() {
        return first() == EntryTable.NONE;
    }

    void append(int slot) {
        join(last(), slot);
        join(slot, EntryTable.NONE);
    }

    void remove(int slot) {
        join(previous(slot), next(slot));
    }

    /**
     * Puts one in behind all whose messages have lower numbers. Its place is looked for from both
     * ends at once: what is sent belongs to the end, and what is given back near the beginning.
     *
     * @param most how many there are at the most
     */
    void insert(int slot, int most) {
        long number = number(slot);
        int after = first();
        int before = last();
        for (int steps = 0; ; steps++) {
            if (before == EntryTable.NONE || number(before) < number) {
                after = before == EntryTable.NONE ? first() : next(before);
                break;
            }
            if (after == EntryTable.NONE || number(after) > number) {
                before = after == EntryTable.NONE ? last() : previous(after);
                break;
            }
            if (steps > most) {
                throw endless();
            }
            before = previous(before);
            after = next(after);
        }
        join(before, slot);
        join(slot, after);
    }

    /**
     * Does something with each slot, which may leave the list by that, as long as it says true.
     *
     * @param most how many there are at the most
     * @return whether it always said true
     */
    boolean whileEach(int most, IntPredicate action) {
        int slot = first();
        for (int steps = 0; slot != EntryTable.NONE; steps++) {
            if (steps >= most) {
                throw endless();
            }
            int following = next(slot);
            if (!action.test(slot)) {
                return false;
            }
            slot = following;
        }
        return true;
    }

    private static RuntimeException endless() {
        return ObjectFile.damaged("a list of messages has no end");
    }

    /** Makes two neighbours; NONE is the list's end. */
    private void join(int before, int after) {
        if (before == EntryTable.NONE) {
            Words.setInt(shared, first, after + 1);
        } else {
            Words.setInt(table.memory(before), table.line(before) + next, after + 1);
        }
        if (after == EntryTable.NONE) {
            Words.setInt(shared, last, before + 1);
        } else {
            Words.setInt(table.memory(after), table.line(after) + previous, before + 1);
        }
    }

    private long number(int slot) {
        return Words.get(table.memory(slot), table.line(slot) + EntryLayout.NUMBER);
    }

    private int next(int slot) {
        return slot(table.memory(slot), table.line(slot) + next);
    }

    private int previous(int slot) {
        return slot(table.memory(slot), table.line(slot) + previous);
    }

    private int slot(Mapping memory, long at) {
        int stored = Words.getIntAcquire(memory, at);
        if (stored < 0 || stored > table.size()) {
            throw ObjectFile.damaged("a list leads outside of it");
        }
        return stored - 1;
    }
}
