package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The two times of the messages in a mailbox: the end of a delay, and the expiry. This class is the
 * operation TIME in the package documentation. The caller must hold the mailbox's lock.
 */
final class MessageTimes {
    private final EntryTable entries;
    private final EntryLists lists;
    private final EntryStore table;

    MessageTimes(EntryTable entries) {
        this.entries = entries;
        this.lists = entries.lists;
        this.table = entries.table;
    }

    /** Returns whether no message is delayed, and no unclaimed message expires. */
    boolean isEmpty() {
        return lists.expiring.count() == 0 && lists.delayed.count() == 0;
    }

    /**
     * Returns the moment at which the caller must pass the time again, see {@link TimeWheel#next}.
     */
    long next() {
        return lists.delayed.next();
    }

    /**
     * Sets the time of both {@linkplain TimeWheel time wheels}, of delayed and of expiring
     * messages, to {@code now} on the {@link MessageClock}.
     */
    void passTime(long now) {
        entries.beginChange();
        lists.delayed.passTime(now);
        lists.expiring.passTime(now);
        Words.set(entries.shared, MailboxLayout.TIME_BASE_AT, now);
        entries.endChange();
    }

    /**
     * Removes the messages that had expired at the last {@link #passTime}, and returns how many it
     * has removed.
     */
    int dropExpired() {
        List<Integer> due = lists.expiring.due();
        for (int entry : due) {
            if (lists.isHeld(entry)) {
                throw timed();
            }
            entries.withdraw(entry);
            entries.tally(MailboxLayout.EXPIRED_AT);
        }
        return due.size();
    }

    /**
     * Makes the messages ready whose delay had ended at the last {@link #passTime}, and returns how
     * many it has made ready.
     */
    int endDelays() {
        List<Integer> due = lists.delayed.due();
        due.sort(Comparator.comparingLong(entries::number));
        int[] before = new int[MailboxLayout.PRIORITIES];
        Arrays.fill(before, EntryTable.NONE);
        for (int entry : due) {
            if (EntryState.kind(entries.state(entry)) != EntryState.DELAYED) {
                throw timed();
            }
            endDelay(entry, before);
        }
        return due.size();
    }

    /**
     * Makes a delayed message ready.
     *
     * @param before for each priority, the entry that this method has made ready last, or NONE. The
     *     search for the place of the next entry starts there, so no search starts from the
     *     beginning when many delays have ended.
     */
    private void endDelay(int entry, int[] before) {
        entries.beginChange();
        table.setState(entry, EntryState.ready(EntryState.times(entries.state(entry))));
        MailboxStep.MV2.reached();
        lists.delayed.level(entry).remove(entry);
        int priority = table.priority(entry);
        if (before[priority] == EntryTable.NONE) {
            lists.ready(priority).insert(entry);
        } else {
            lists.ready(priority).insertAfter(before[priority], entry);
        }
        before[priority] = entry;
        if (table.waiter(entry) != EntryTable.NONE) {
            lists.offers.append(entry);
        }
        entries.endChange();
    }

    private static IpcException timed() {
        return ObjectFile.damaged("a list of delayed or expiring messages has a wrong entry");
    }
}
