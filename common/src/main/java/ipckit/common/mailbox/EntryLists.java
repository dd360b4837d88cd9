package ipckit.common.mailbox;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * All lists of a mailbox's message entries. The state of an entry and the properties of its
 * message, for example the priority, decide which lists contain the entry. The caller must hold the
 * mailbox's lock, except where a method says that the caller needs no lock.
 */
final class EntryLists {
    private static final int NONE = EntryTable.NONE;

    /** The entries that are claimed or contain a reply. */
    final EntryList held;

    final EntryList pending;

    /** The entries of ready messages whose sender waits for a receiver or for a reply. */
    final EntryList offers;

    /** The entries of delayed messages. */
    final TimeWheel delayed;

    /** The entries of messages that expire and that no receiver has claimed. */
    final TimeWheel expiring;

    private final Mapping shared;
    private final EntryStore table;

    /**
     * All lists of entries. The index of a list in this array is the number that {@link
     * MailboxLayout} defines for the list.
     */
    private final EntryList[] lists = new EntryList[MailboxLayout.LISTS];

    EntryLists(Mapping shared, EntryStore table) {
        this.shared = shared;
        this.table = table;
        for (int list = 0; list < lists.length; list++) {
            lists[list] = new EntryList(shared, table, list);
        }
        held = lists[MailboxLayout.HELD];
        pending = lists[MailboxLayout.PENDING];
        offers = lists[MailboxLayout.OFFERS];
        delayed = wheel(MailboxLayout.DELAYED, EntryLayout.DUE);
        expiring = wheel(MailboxLayout.EXPIRING, EntryLayout.EXPIRES);
    }

    private TimeWheel wheel(int first, long field) {
        EntryList[] levels = Arrays.copyOfRange(lists, first, first + TimeWheel.LEVELS);
        return new TimeWheel(shared, table, levels, field);
    }

    /** Returns the number of ready messages of all priorities. The caller needs no lock. */
    int ready() {
        return lists[0].count();
    }

    /** Returns the list of the ready entries of one priority. */
    EntryList ready(int priority) {
        return lists[priority];
    }

    /** Returns the entry of the message that a receiver gets next; NONE if no message is ready. */
    int best() {
        int priorities = Words.getIntAcquire(shared, MailboxLayout.PRIORITIES_AT);
        if (priorities == 0) {
            if (ready() != 0) {
                throw ObjectFile.damaged("it has messages that are in no list");
            }
            return NONE;
        }
        int entry = lists[highest(priorities)].first();
        if (entry == NONE || EntryState.kind(table.state(entry)) != EntryState.READY) {
            throw ObjectFile.damaged("a list of messages leads to no message");
        }
        return entry;
    }

    private static int highest(int priorities) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(priorities);
    }

    /**
     * Runs an action for each ready entry until the action returns false. The action gets the
     * entries in the order in which receivers will get their messages.
     */
    void whileEachReady(IntPredicate action) {
        for (int left = Words.getInt(shared, MailboxLayout.PRIORITIES_AT); left != 0; ) {
            int priority = highest(left);
            if (!lists[priority].whileEach(action)) {
                return;
            }
            left &= ~(1 << priority);
        }
    }

    /** Inserts an entry into all lists to which the entry belongs. */
    void link(int entry) {
        int kind = EntryState.kind(table.state(entry));
        EntryList list = list(entry);
        if (list == held) {
            list.append(entry);
            return;
        }
        if (kind == EntryState.DELAYED) {
            list.append(entry);
        } else {
            list.insert(entry);
        }
        if (kind == EntryState.READY && table.waiter(entry) != NONE) {
            offers.append(entry);
        } else if (expires(entry)) {
            expiring.level(entry).append(entry);
        }
    }

    /**
     * Removes an entry from the lists in which it was before its state changed.
     *
     * @param kind the kind of the earlier state: READY, DELAYED or PENDING
     */
    void unlink(int entry, int kind) {
        list(entry, kind).remove(entry);
        if (kind == EntryState.READY && table.waiter(entry) != NONE) {
            offers.remove(entry);
        } else if (expires(entry)) {
            expiring.level(entry).remove(entry);
        }
    }

    /**
     * Returns whether an entry belongs to the list of held entries, which are claimed or contain a
     * reply.
     */
    boolean isHeld(int entry) {
        return list(entry) == held;
    }

    private EntryList list(int entry) {
        return list(entry, EntryState.kind(table.state(entry)));
    }

    private EntryList list(int entry, int kind) {
        return switch (kind) {
            case EntryState.READY -> lists[table.priority(entry)];
            case EntryState.DELAYED -> delayed.level(entry);
            case EntryState.PENDING -> pending;
            case EntryState.CLAIMED, EntryState.REPLIED -> held;
            default -> throw ObjectFile.damaged("an entry is in an impossible state");
        };
    }

    private boolean expires(int entry) {
        return table.waiter(entry) == NONE && table.get(entry, EntryLayout.EXPIRES) != 0;
    }

    /** Makes all lists empty, and sets their counts to 0. */
    void clear() {
        for (EntryList list : lists) {
            list.clear();
        }
        Words.setIntRelease(shared, MailboxLayout.PRIORITIES_AT, 0);
        Words.setInt(shared, MailboxLayout.READY_AT, 0);
        Words.setInt(shared, MailboxLayout.HELD_AT, 0);
        Words.setInt(shared, MailboxLayout.PENDING_AT, 0);
        Words.setInt(shared, MailboxLayout.OFFERS_AT, 0);
        Words.setInt(shared, MailboxLayout.DELAYED_AT, 0);
        Words.setInt(shared, MailboxLayout.EXPIRING_AT, 0);
    }
}
