package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

/**
 * The table of a mailbox's message entries. Each change of the state of an entry also moves the
 * entry to the right {@linkplain EntryLists lists}. {@link EntryState} explains the states of an
 * entry, for example ready and pending. The caller must hold the mailbox's lock, except where a
 * method says that the caller needs no lock.
 */
final class EntryTable {
    /**
     * The value that means "no entry"; as the result of {@link #waiter}, it means "no participant".
     */
    static final int NONE = -1;

    final EntryStore table;

    final EntryLists lists;

    /**
     * The clock for the two times of a message: the end of its delay, and the time of its expiry.
     */
    final MessageClock clock;

    final Mapping shared;
    final MailboxSpec spec;

    private boolean torn;

    EntryTable(MailboxFile file) {
        this.shared = file.shared;
        this.spec = file.spec;
        this.table = file.table();
        this.lists = new EntryLists(shared, table);
        this.clock = new MessageClock(spec.durable());
    }

    /**
     * Returns whether an exception interrupted a change of the table. If so, the caller must call
     * {@link #rebuild} before it releases the lock.
     */
    boolean isTorn() {
        return torn;
    }

    /**
     * Marks the beginning of a change. If an exception interrupts the change, {@link #endChange} is
     * not called, and {@link #isTorn} returns true.
     */
    void beginChange() {
        torn = true;
    }

    /** Marks the end of a change that no exception has interrupted. */
    void endChange() {
        torn = false;
    }

    /** Returns the state word of an entry. The caller needs no lock. */
    long state(int entry) {
        return table.state(entry);
    }

    long number(int entry) {
        return table.number(entry);
    }

    /**
     * Returns the participant index of the message's sender if the sender waits until the message
     * is received or has a reply; otherwise NONE.
     */
    int waiter(int entry) {
        return table.waiter(entry);
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
        return lists.ready();
    }

    /** Returns whether the mailbox has room for another message. The caller needs no lock. */
    boolean hasRoom() {
        return ready() + lists.delayed.count() + lists.held.count() < spec.limit();
    }

    /**
     * Returns a free entry for a message; NONE if the mailbox is full.
     *
     * @param bytes the size in bytes of the payload that the entry must have space for
     * @throws IpcException NO_SPACE when an elastic mailbox needs another chunk (a file of entries)
     *     and cannot create it
     */
    int free(long bytes) {
        return hasRoom() ? anyFree(bytes) : NONE;
    }

    /**
     * Returns a free entry for a message that will be pending because the mailbox is full. Returns
     * NONE if the mailbox already has {@link MailboxSpec#MOST_PENDING} pending messages.
     *
     * @param bytes the size in bytes of the payload that the entry must have space for
     */
    int freeBeyond(long bytes) {
        return lists.pending.count() < MailboxSpec.MOST_PENDING ? anyFree(bytes) : NONE;
    }

    /**
     * Returns a free entry of an elastic mailbox (a mailbox whose number of entries can grow), even
     * if the mailbox is full.
     *
     * @param bytes the size in bytes of the payload that the entry must have space for
     */
    int freeBeyondLimit(long bytes) {
        return anyFree(bytes);
    }

    private int anyFree(long bytes) {
        int entry = table.free(bytes);
        if (entry == NONE) {
            throw ObjectFile.damaged("there are more messages than it says");
        }
        return entry;
    }

    /**
     * Commits the message in an entry. Gives the message its number, and then makes the message
     * ready, or delayed if {@link EntryLayout#DUE} is not 0. This is step S4 of SEND in the package
     * documentation. Then puts the entry into the lists (step S5).
     *
     * @param entry the entry that {@link #free} returned
     * @param times the number of earlier deliveries (claims) of the message; 0 for a new message
     */
    void commit(int entry, int times) {
        beginChange();
        boolean isDelayed = table.get(entry, EntryLayout.DUE) != 0;
        enter(entry, isDelayed ? EntryState.delayed(times) : EntryState.ready(times));
        lists.link(entry);
        endChange();
    }

    /**
     * Gives the message in an entry its number, makes the message pending, and puts the entry into
     * the list of pending entries.
     *
     * @param entry the entry that {@link #freeBeyond} returned
     */
    void park(int entry) {
        beginChange();
        enter(entry, EntryState.PENDING);
        lists.link(entry);
        endChange();
    }

    private void enter(int entry, long state) {
        long number = Words.get(shared, MailboxLayout.NEXT_NUMBER_AT);
        table.set(entry, EntryLayout.NUMBER, number);
        Words.set(shared, MailboxLayout.NEXT_NUMBER_AT, number + 1);
        if (spec.durable()) {
            Checksum.put(table, entry);
        }
        table.setState(entry, state);
        MailboxStep.MS4.reached();
        table.take(entry);
    }

    /**
     * Claims a ready message for a receiver and counts the delivery. This is step R3 of RECEIVE in
     * the package documentation. Then this method moves the entry to the list of held entries (step
     * R4).
     *
     * @param holder the participant index of the receiver
     * @param lease the time at which the lease ends, in milliseconds of the {@link BootClock}; 0
     *     for a claim without a lease
     */
    void claim(int entry, int holder, long lease) {
        beginChange();
        setLease(entry, lease);
        table.setState(entry, EntryState.claimed(holder, EntryState.times(state(entry)) + 1));
        MailboxStep.MR3.reached();
        lists.unlink(entry, EntryState.READY);
        lists.link(entry);
        endChange();
    }

    /**
     * Changes the holder of a claim. The holder is the participant that has the claim. The number
     * of deliveries stays the same.
     *
     * @param holder the participant index of the new holder, or {@link EntryState#NO_HOLDER}
     */
    void handOver(int entry, int holder) {
        table.setState(entry, EntryState.claimed(holder, EntryState.times(state(entry))));
    }

    /**
     * Frees an entry that is claimed or contains a reply. This is step K2 of ACK in the package
     * documentation. Then this method removes the entry from the list of held entries (step K3). If
     * the mailbox then has room for a pending message, that message becomes ready.
     */
    void acknowledge(int entry) {
        beginChange();
        table.setState(entry, EntryState.FREE);
        MailboxStep.MK2.reached();
        lists.held.remove(entry);
        tally(MailboxLayout.ACKNOWLEDGED_AT);
        table.give(entry);
        promote();
        endChange();
    }

    void tally(long at) {
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
        table.setState(entry, EntryState.replied(EntryState.times(state(entry))));
        MailboxStep.MA2.reached();
    }

    /**
     * Records that the command for a claimed message has failed. A try is one execution of the
     * command. Increases the number of failed tries, and stores the result and the time. The
     * message stays claimed. If the participant that has claimed the message dies afterwards,
     * {@link MailboxRecovery} makes the message ready, and the failed try stays counted.
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

    /**
     * Increases the number of lost deliveries of a claimed message. A delivery is lost when the
     * receiver dies, or when the lease of its claim ends by time, before the message is
     * acknowledged. The message stays claimed.
     */
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
     * Makes a claimed message ready again, as {@link #giveBack(int)} does, but does not count the
     * claim as a delivery: reduces the number of the message's deliveries by 1. The caller must
     * call this method only if the receiver has not used the message.
     */
    void giveBackUndelivered(int entry) {
        giveBack(entry, Math.max(0, EntryState.times(state(entry)) - 1));
    }

    private void giveBack(int entry, int times) {
        giveBack(entry, EntryState.ready(times));
    }

    private void giveBack(int entry, long state) {
        beginChange();
        table.setState(entry, state);
        MailboxStep.MG2.reached();
        lists.held.remove(entry);
        tally(MailboxLayout.REDELIVERED_AT);
        lists.link(entry);
        endChange();
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
     * Returns whether the message in an entry is ready or delayed. No receiver has claimed such a
     * message. Returns false for a pending message.
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
        beginChange();
        int kind = EntryState.kind(state(entry));
        table.setState(entry, EntryState.FREE);
        MailboxStep.MW2.reached();
        lists.unlink(entry, kind);
        table.give(entry);
        promote();
        endChange();
    }

    /** Records that the message no longer has a waiting sender. */
    void forgetWaiter(int entry) {
        if (waiter(entry) == NONE) {
            return;
        }
        beginChange();
        if (EntryState.kind(state(entry)) == EntryState.READY) {
            lists.offers.remove(entry);
        }
        table.setInt(entry, EntryLayout.WAITER, 0);
        endChange();
    }

    /**
     * Makes pending messages ready in the order in which they were sent, until the mailbox is full.
     */
    private void promote() {
        while (Words.getInt(shared, MailboxLayout.PENDING_AT) > 0 && hasRoom()) {
            int entry = lists.pending.first();
            if (entry == NONE || EntryState.kind(state(entry)) != EntryState.PENDING) {
                throw ObjectFile.damaged("the list of pending messages leads to no message");
            }
            table.setState(entry, EntryState.ready(0));
            MailboxStep.MP2.reached();
            lists.unlink(entry, EntryState.PENDING);
            lists.link(entry);
        }
    }

    /**
     * Computes the lists, the counts, and all other derived data again from the states of the
     * entries. Then makes pending messages ready until the mailbox is full. This is the operation
     * REBUILD in the package documentation.
     */
    void rebuild() {
        beginChange();
        lists.clear();
        Words.set(shared, MailboxLayout.TIME_BASE_AT, clock.now());
        MailboxStep.MB1.reached();
        table.rebuild();
        table.eachUsed(lists::link);
        promote();
        endChange();
    }
}
