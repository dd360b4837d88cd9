package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The two times of the messages in a mailbox: the end of a delay, and the expiry. This class
 * implements the operation TIME of the package documentation. The caller must hold the mailbox's
 * lock.
 */
final class MessageTimes {
    /**
     * The largest number of delays that one call of {@link #endDelays} ends. The limit must not be
     * smaller than {@link Receiver#MOST}, the largest number of messages that a receiver claims at
     * once. Otherwise a receiver could claim a message too early: another message that must be
     * received first could still count as delayed, although its delay has ended.
     */
    static final int MOST_AT_ONCE = 4096;

    /** A message whose delay has ended. A message that must be received earlier is smaller. */
    private record Due(int entry, int priority, long number) implements Comparable<Due> {
        // The factory methods of Comparator are not used in this package. An AOT cache cannot
        // contain their lambdas, so each command that opens a mailbox would start 5 to 10 ms later.
        @Override
        public int compareTo(Due other) {
            int higher = Integer.compare(other.priority, priority);
            return higher != 0 ? higher : Long.compare(number, other.number);
        }
    }

    private final EntryTable entries;
    private final EntryLists lists;
    private final EntryStore table;

    MessageTimes(EntryTable entries) {
        this.entries = entries;
        this.lists = entries.lists;
        this.table = entries.table;
    }

    /** Returns true if no message is delayed and no unclaimed message has an expiry. */
    boolean isEmpty() {
        return lists.expiring.count() == 0 && lists.delayed.count() == 0;
    }

    /**
     * Returns the time at which the caller must call {@link #passTime} again. No further delay ends
     * before this time. The result is a time of the {@link MessageClock} in milliseconds, or {@link
     * Long#MAX_VALUE} if no message is delayed.
     */
    long next() {
        return lists.delayed.next();
    }

    /**
     * Updates both {@linkplain TimeWheel time wheels} (one for delayed and one for expiring
     * messages). Each message whose time has come moves to level 0 of its time wheel. The caller
     * must call this method before it ends delays or removes expired messages.
     *
     * @param now the current time of the {@link MessageClock} in milliseconds
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
     * Makes delayed messages ready if their delay had ended at the last {@link #passTime}, and
     * returns the number of these messages. Makes at most {@link #MOST_AT_ONCE} messages ready, so
     * that the lock is held for a short time only. If more delays have ended, this method chooses
     * the messages that must be received first. Therefore the next receiver claims the same
     * messages as if this method had no limit.
     */
    int endDelays() {
        if (!lists.delayed.hasDue()) {
            return 0;
        }
        List<Due> first = firstDue();
        int[] before = new int[MailboxLayout.PRIORITIES];
        Arrays.fill(before, EntryTable.NONE);
        for (Due one : first) {
            endDelay(one.entry, before);
        }
        return first.size();
    }

    private List<Due> firstDue() {
        PriorityQueue<Due> first = new PriorityQueue<>(Collections.reverseOrder());
        lists.delayed.eachDue(
                entry -> {
                    if (EntryState.kind(entries.state(entry)) != EntryState.DELAYED) {
                        throw timed();
                    }
                    Due one = new Due(entry, table.priority(entry), table.number(entry));
                    if (first.size() < MOST_AT_ONCE) {
                        first.add(one);
                    } else if (one.compareTo(first.peek()) < 0) {
                        first.poll();
                        first.add(one);
                    }
                });
        List<Due> sorted = new ArrayList<>(first);
        sorted.sort(null);
        return sorted;
    }

    /**
     * Makes a delayed message ready, and inserts its entry into the list of ready entries of its
     * priority. The caller passes the messages in the order in which they must be received.
     * Therefore, if this method has already inserted an entry into the same list, it searches for
     * the position only behind that entry.
     *
     * @param before for each priority, the entry that this method has inserted last, or NONE
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
