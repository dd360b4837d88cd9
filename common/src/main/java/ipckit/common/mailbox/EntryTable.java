package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The table of a mailbox's message entries, and the lists that group these entries, for example all
 * pending entries. {@link EntryState} explains the states of an entry, for example ready and
 * pending. The caller must hold the mailbox's lock, except where a method says that the caller
 * needs no lock.
 */
final class EntryTable {
    /**
     * The value that means "no entry"; as the result of {@link #waiter}, it means "no participant".
     */
    static final int NONE = -1;

    final EntryStore table;

    /** The entries that are claimed or contain a reply. */
    final EntryList held;

    final EntryList pending;

    /** The entries of ready messages whose sender waits for a receiver or for a reply. */
    final EntryList offers;

    /** The entries of delayed messages. */
    final TimeWheel delayed;

    /** The entries of messages that expire and that no receiver has claimed. */
    final TimeWheel expiring;

    /** The clock of the two times of a message: the end of its delay, and its expiry. */
    final MessageClock clock;

    private final Mapping shared;
    private final MailboxSpec spec;

    /**
     * All lists of entries. The index of a list in this array is the number that {@link
     * MailboxLayout} defines for the list.
     */
    private final EntryList[] lists = new EntryList[MailboxLayout.LISTS];

    private boolean torn;

    EntryTable(MailboxFile file) {
        this.shared = file.shared;
        this.spec = file.spec;
        this.table = file.table();
        for (int list = 0; list < lists.length; list++) {
            lists[list] = new EntryList(shared, table, list);
        }
        held = lists[MailboxLayout.HELD];
        pending = lists[MailboxLayout.PENDING];
        offers = lists[MailboxLayout.OFFERS];
        delayed = wheel(MailboxLayout.DELAYED, EntryLayout.DUE);
        expiring = wheel(MailboxLayout.EXPIRING, EntryLayout.EXPIRES);
        clock = new MessageClock(spec.durable());
    }

    private TimeWheel wheel(int first, long field) {
        EntryList[] levels = Arrays.copyOfRange(lists, first, first + TimeWheel.LEVELS);
        return new TimeWheel(shared, table, levels, field);
    }

    /**
     * Returns whether an exception interrupted a change of the table. If so, the caller must call
     * {@link #rebuild} before it releases the lock.
     */
    boolean isTorn() {
        return torn;
    }

    /** Returns the state word of an entry. The caller needs no lock. */
    long state(int entry) {
        return table.state(entry);
    }

    private void setState(int entry, long state) {
        Words.setRelease(table.memory(entry), table.row(entry) + EntryLayout.STATE, state);
    }

    long number(int entry) {
        return table.number(entry);
    }

    private int priority(int entry) {
        int priority = table.getInt(entry, EntryLayout.PRIORITY);
        if (priority < 0 || priority >= MailboxLayout.PRIORITIES) {
            throw ObjectFile.damaged("a message has an impossible priority");
        }
        return priority;
    }

    /**
     * Returns the participant index of the sender of an entry's message, if the sender waits for a
     * receiver or for a reply; otherwise NONE.
     */
    int waiter(int entry) {
        int waiter = table.getInt(entry, EntryLayout.WAITER);
        if (waiter < 0 || waiter > MailboxLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("a waiting sender has an impossible participant index");
        }
        return waiter - 1;
    }

    boolean isCall(int entry) {
        return table.getInt(entry, EntryLayout.IS_CALL) != 0;
    }

    long lease(int entry) {
        return table.get(entry, EntryLayout.LEASE);
    }

    void setLease(int entry, long end) {
        table.set(entry, EntryLayout.LEASE, end);
    }

    /** Returns the number of ready messages of all priorities. The caller needs no lock. */
    int ready() {
        return lists[0].count();
    }

    /** Returns whether the mailbox has room for another message. The caller needs no lock. */
    boolean hasRoom() {
        return ready() + delayed.count() + held.count() < spec.limit();
    }

    /**
     * Returns a free entry for a message; NONE if the mailbox is full.
     *
     * @param bytes the size of the payload that the entry must have space for
     * @throws IpcException NO_SPACE when an unbounded mailbox needs another chunk and cannot create
     *     it
     */
    int free(long bytes) {
        return hasRoom() ? anyFree(bytes) : NONE;
    }

    /**
     * Returns a free entry for a message that will be pending because the mailbox is full. Returns
     * NONE if the mailbox already has {@link MailboxSpec#MOST_PENDING} pending messages.
     *
     * @param bytes the size of the payload that the entry must have space for
     */
    int freeBeyond(long bytes) {
        return pending.count() < MailboxSpec.MOST_PENDING ? anyFree(bytes) : NONE;
    }

    private int anyFree(long bytes) {
        int entry = table.free(bytes);
        if (entry == NONE) {
            throw ObjectFile.damaged("there are more messages than it says");
        }
        return entry;
    }

    /**
     * Gives the message in an entry its number, and makes the message ready to be received, or
     * delayed if the entry contains the end of a delay. This is step S4 of SEND in the package
     * documentation; the message is committed when the state is written. Then this method puts the
     * entry into the lists (step S5).
     *
     * @param entry the entry that {@link #free} returned
     * @param times the number of earlier deliveries; 0 for a new message
     */
    void commit(int entry, int times) {
        torn = true;
        boolean isDelayed = table.get(entry, EntryLayout.DUE) != 0;
        enter(entry, isDelayed ? EntryState.delayed(times) : EntryState.ready(times));
        link(entry);
        torn = false;
    }

    /**
     * Gives the message in an entry its number, makes the message pending, and puts the entry into
     * the list of pending entries.
     *
     * @param entry the entry that {@link #freeBeyond} returned
     */
    void park(int entry) {
        torn = true;
        enter(entry, EntryState.PENDING);
        link(entry);
        torn = false;
    }

    private void enter(int entry, long state) {
        long number = Words.get(shared, MailboxLayout.NEXT_NUMBER_AT);
        table.set(entry, EntryLayout.NUMBER, number);
        Words.set(shared, MailboxLayout.NEXT_NUMBER_AT, number + 1);
        if (spec.durable()) {
            Checksum.put(table, entry);
        }
        setState(entry, state);
        MailboxStep.MS4.reached();
        table.take(entry);
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
        if (entry == NONE || EntryState.kind(state(entry)) != EntryState.READY) {
            throw ObjectFile.damaged("a list of messages leads to no message");
        }
        return entry;
    }

    private static int highest(int priorities) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(priorities);
    }

    /**
     * Claims a ready message for a receiver and counts the delivery. This is step R3 of RECEIVE in
     * the package documentation. Then this method moves the entry to the list of held entries (step
     * R4).
     *
     * @param holder the participant index of the receiver
     * @param lease the time at which the lease ends; 0 for a claim without a lease
     */
    void claim(int entry, int holder, long lease) {
        torn = true;
        setLease(entry, lease);
        setState(entry, EntryState.claimed(holder, EntryState.times(state(entry)) + 1));
        MailboxStep.MR3.reached();
        unlink(entry, EntryState.READY);
        link(entry);
        torn = false;
    }

    /**
     * Changes the holder of a claim. The holder is the participant that has the claim. The number
     * of deliveries stays the same.
     *
     * @param holder the participant index of the new holder; NO_HOLDER if the claim is to have no
     *     holder, see {@link EntryState#NO_HOLDER}
     */
    void handOver(int entry, int holder) {
        setState(entry, EntryState.claimed(holder, EntryState.times(state(entry))));
    }

    /**
     * Frees an entry that is claimed or contains a reply. This is step K2 of ACK in the package
     * documentation. Then this method removes the entry from the list of held entries (step K3). If
     * the mailbox then has room for a pending message, that message becomes ready.
     */
    void acknowledge(int entry) {
        torn = true;
        setState(entry, EntryState.FREE);
        MailboxStep.MK2.reached();
        held.remove(entry);
        tally(MailboxLayout.ACKNOWLEDGED_AT);
        table.give(entry);
        promote();
        torn = false;
    }

    private void tally(long at) {
        Words.set(shared, at, Words.get(shared, at) + 1);
    }

    /**
     * Stores the result of a call in the entry of a claimed request, and changes the state of the
     * entry to REPLIED. If the service has sent a reply, the payload of the entry must already
     * contain the reply.
     *
     * @param status the service's exit status; if the service has sent no reply, {@link
     *     CallAnswer#DIED} or {@link CallAnswer#UNANSWERED}
     */
    void reply(int entry, int status) {
        table.setInt(entry, EntryLayout.STATUS, status);
        setState(entry, EntryState.replied(EntryState.times(state(entry))));
        MailboxStep.MA2.reached();
    }

    /**
     * Counts a failed try of a claimed message, and stores the result and the time. The message
     * stays claimed. If the holder dies afterwards, the try stays counted, and {@link
     * MailboxRecovery} makes the message ready.
     *
     * @param result the exit status of the command, or −n if signal n ended the command
     * @param now the time in milliseconds since 1970
     */
    void countTry(int entry, int result, long now) {
        table.setInt(entry, EntryLayout.FAILURE, result);
        table.set(entry, EntryLayout.FAILED, now);
        count(entry, EntryLayout.TRIES);
        MailboxStep.MF1.reached();
    }

    /** Counts a lost delivery of a claimed message. The message stays claimed. */
    void countLost(int entry) {
        count(entry, EntryLayout.LOST);
    }

    private void count(int entry, long at) {
        table.setInt(entry, at, table.getInt(entry, at) + 1);
    }

    /**
     * Makes a claimed message ready again. Inserts the message's entry into the list of ready
     * entries, which is sorted by message number. Therefore the message is received before later
     * messages of the same priority.
     */
    void giveBack(int entry) {
        giveBack(entry, EntryState.times(state(entry)));
    }

    /**
     * Makes a claimed message ready again, as {@link #giveBack(int)} does, and does not count the
     * delivery.
     */
    void giveBackUndelivered(int entry) {
        giveBack(entry, Math.max(0, EntryState.times(state(entry)) - 1));
    }

    private void giveBack(int entry, int times) {
        giveBack(entry, EntryState.ready(times));
    }

    private void giveBack(int entry, long state) {
        torn = true;
        setState(entry, state);
        MailboxStep.MG2.reached();
        held.remove(entry);
        tally(MailboxLayout.REDELIVERED_AT);
        link(entry);
        torn = false;
    }

    /**
     * Ends a claim and delays the message: the message becomes ready again {@code delay}
     * milliseconds from now.
     */
    void giveBackLater(int entry, long delay) {
        table.set(entry, EntryLayout.DUE, clock.after(delay));
        giveBack(entry, EntryState.delayed(EntryState.times(state(entry))));
    }

    /**
     * Returns whether an entry contains a message that no receiver has claimed, and that is not
     * pending.
     */
    boolean isUnclaimed(int entry) {
        int kind = EntryState.kind(state(entry));
        return kind == EntryState.READY || kind == EntryState.DELAYED;
    }

    /**
     * Removes a ready, delayed or pending message from the mailbox, so that no receiver gets the
     * message. If the mailbox then has room for a pending message, that message becomes ready.
     */
    void withdraw(int entry) {
        torn = true;
        int kind = EntryState.kind(state(entry));
        setState(entry, EntryState.FREE);
        MailboxStep.MW2.reached();
        unlink(entry, kind);
        table.give(entry);
        promote();
        torn = false;
    }

    /**
     * Sets the time of both {@linkplain TimeWheel time wheels}, of delayed and of expiring
     * messages, to {@code now} on the {@link MessageClock}.
     */
    void passTime(long now) {
        torn = true;
        delayed.passTime(now);
        expiring.passTime(now);
        Words.set(shared, MailboxLayout.TIME_BASE_AT, now);
        torn = false;
    }

    /**
     * Removes the messages that had expired at the last {@link #passTime}, and returns how many it
     * has removed.
     */
    int dropExpired() {
        List<Integer> due = expiring.due();
        for (int entry : due) {
            if (list(entry) == held) {
                throw timed();
            }
            withdraw(entry);
            tally(MailboxLayout.EXPIRED_AT);
        }
        return due.size();
    }

    /**
     * Makes the messages ready whose delay had ended at the last {@link #passTime}, and returns how
     * many it has made ready.
     */
    int endDelays() {
        List<Integer> due = delayed.due();
        due.sort(Comparator.comparingLong(this::number));
        int[] before = new int[MailboxLayout.PRIORITIES];
        Arrays.fill(before, NONE);
        for (int entry : due) {
            if (EntryState.kind(state(entry)) != EntryState.DELAYED) {
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
        torn = true;
        setState(entry, EntryState.ready(EntryState.times(state(entry))));
        MailboxStep.MV2.reached();
        delayed.level(entry).remove(entry);
        int priority = priority(entry);
        if (before[priority] == NONE) {
            lists[priority].insert(entry);
        } else {
            lists[priority].insertAfter(before[priority], entry);
        }
        before[priority] = entry;
        if (waiter(entry) != NONE) {
            offers.append(entry);
        }
        torn = false;
    }

    private static IpcException timed() {
        return ObjectFile.damaged("a list of delayed or expiring messages has a wrong entry");
    }

    /**
     * Ends all leases and delays, and makes all messages expire that have a time of expiry. Must be
     * called only if the machine was restarted after the {@link BootClock} had measured these
     * times.
     */
    void endTimes() {
        table.eachUsed(
                entry -> {
                    endTime(entry, EntryLayout.DUE);
                    endTime(entry, EntryLayout.EXPIRES);
                });
        rebuild();
    }

    private void endTime(int entry, long field) {
        if (table.get(entry, field) != 0) {
            table.set(entry, field, 1);
        }
    }

    /** Records that the message no longer has a waiting sender. */
    void forgetWaiter(int entry) {
        if (waiter(entry) == NONE) {
            return;
        }
        torn = true;
        if (EntryState.kind(state(entry)) == EntryState.READY) {
            offers.remove(entry);
        }
        table.setInt(entry, EntryLayout.WAITER, 0);
        torn = false;
    }

    /**
     * Makes pending messages ready in the order in which they were sent, until the mailbox is full.
     */
    private void promote() {
        while (Words.getInt(shared, MailboxLayout.PENDING_AT) > 0 && hasRoom()) {
            int entry = pending.first();
            if (entry == NONE || EntryState.kind(state(entry)) != EntryState.PENDING) {
                throw ObjectFile.damaged("the list of pending messages leads to no message");
            }
            setState(entry, EntryState.ready(0));
            MailboxStep.MP2.reached();
            unlink(entry, EntryState.PENDING);
            link(entry);
        }
    }

    /**
     * Runs an action for each ready entry until the action returns false. The entries are in the
     * order in which their messages will be received.
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

    /** Inserts an entry into the lists that are for entries in its state. */
    private void link(int entry) {
        int kind = EntryState.kind(state(entry));
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
        if (kind == EntryState.READY && waiter(entry) != NONE) {
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
    private void unlink(int entry, int kind) {
        list(entry, kind).remove(entry);
        if (kind == EntryState.READY && waiter(entry) != NONE) {
            offers.remove(entry);
        } else if (expires(entry)) {
            expiring.level(entry).remove(entry);
        }
    }

    private EntryList list(int entry) {
        return list(entry, EntryState.kind(state(entry)));
    }

    private EntryList list(int entry, int kind) {
        return switch (kind) {
            case EntryState.READY -> lists[priority(entry)];
            case EntryState.DELAYED -> delayed.level(entry);
            case EntryState.PENDING -> pending;
            case EntryState.CLAIMED, EntryState.REPLIED -> held;
            default -> throw ObjectFile.damaged("an entry is in an impossible state");
        };
    }

    private boolean expires(int entry) {
        return waiter(entry) == NONE && table.get(entry, EntryLayout.EXPIRES) != 0;
    }

    /**
     * Computes the lists, the counts, and all other derived data again from the states of the
     * entries. Then makes pending messages ready until the mailbox is full. This is the operation
     * REBUILD in the package documentation.
     */
    void rebuild() {
        torn = true;
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
        Words.set(shared, MailboxLayout.TIME_BASE_AT, clock.now());
        MailboxStep.MB1.reached();
        table.rebuild();
        table.eachUsed(this::link);
        promote();
        torn = false;
    }

    /**
     * Repairs a durable mailbox after a restart of the machine. This is the operation RECOVER in
     * the package documentation. Removes incomplete messages, because their senders never reported
     * them as sent. Removes requests and replies, because the processes that sent the requests are
     * dead. Marks all other messages as redelivered, because no process knows whether they were
     * received, and makes them ready unless they are delayed.
     */
    void recover() {
        torn = true;
        table.recover();
        long[] next = {Math.max(1, Words.get(shared, MailboxLayout.NEXT_NUMBER_AT))};
        table.each(
                entry -> {
                    long state = state(entry);
                    boolean kept =
                            switch (EntryState.kind(state)) {
                                case EntryState.READY,
                                        EntryState.DELAYED,
                                        EntryState.CLAIMED,
                                        EntryState.PENDING ->
                                        !isCall(entry) && Checksum.isRight(table, entry, spec);
                                default -> false;
                            };
                    if (!kept) {
                        setState(entry, EntryState.FREE);
                        return;
                    }
                    next[0] = Math.max(next[0], number(entry) + 1);
                    table.setInt(entry, EntryLayout.WAITER, 0);
                    int times = Math.max(1, EntryState.times(state));
                    boolean isDelayed = EntryState.kind(state) == EntryState.DELAYED;
                    setState(
                            entry, isDelayed ? EntryState.delayed(times) : EntryState.ready(times));
                });
        Words.set(shared, MailboxLayout.NEXT_NUMBER_AT, next[0]);
        rebuild();
    }
}
