package ipckit.common.mailbox;

import ipckit.common.memory.Words;

/**
 * Repairs a mailbox after a restart of the machine. Only the first participant that attaches after
 * the restart uses this class. The caller must hold the mailbox's lock.
 */
final class RestartRecovery {
    private final EntryTable entries;
    private final EntryStore table;

    RestartRecovery(EntryTable entries) {
        this.entries = entries;
        this.table = entries.table;
    }

    /**
     * Ends all leases and delays, and makes every message with a time of expiry expire. For this
     * purpose, sets all these times to a time in the past. The earlier values have no meaning any
     * more: they are times of the {@link BootClock}, and the restart has set this clock back to 0.
     * The caller calls this method only after a restart of the machine.
     */
    void endTimes() {
        table.eachUsed(
                entry -> {
                    endTime(entry, EntryLayout.DUE);
                    endTime(entry, EntryLayout.EXPIRES);
                });
        entries.rebuild();
    }

    private void endTime(int entry, long field) {
        if (table.get(entry, field) != 0) {
            table.set(entry, field, 1);
        }
    }

    /**
     * Repairs a durable mailbox after a restart of the machine. This is the operation RECOVER in
     * the package documentation. Removes incomplete messages, because their senders never reported
     * them as sent. Removes requests and replies, because the processes that sent the requests are
     * dead. Marks all other messages as redelivered, because no process knows whether they were
     * received, and makes them ready unless they are delayed.
     */
    void recover() {
        entries.beginChange();
        table.recover();
        long[] next = {Math.max(1, Words.get(entries.shared, MailboxLayout.NEXT_NUMBER_AT))};
        table.each(
                entry -> {
                    long state = entries.state(entry);
                    boolean kept =
                            switch (EntryState.kind(state)) {
                                case EntryState.READY,
                                        EntryState.DELAYED,
                                        EntryState.CLAIMED,
                                        EntryState.PENDING ->
                                        !entries.isCall(entry)
                                                && Checksum.isRight(table, entry, entries.spec);
                                default -> false;
                            };
                    if (!kept) {
                        table.setState(entry, EntryState.FREE);
                        return;
                    }
                    next[0] = Math.max(next[0], entries.number(entry) + 1);
                    table.setInt(entry, EntryLayout.WAITER, 0);
                    int times = Math.max(1, EntryState.times(state));
                    boolean isDelayed = EntryState.kind(state) == EntryState.DELAYED;
                    table.setState(
                            entry, isDelayed ? EntryState.delayed(times) : EntryState.ready(times));
                });
        Words.set(entries.shared, MailboxLayout.NEXT_NUMBER_AT, next[0]);
        entries.rebuild();
    }
}
