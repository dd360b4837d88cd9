package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * What a mailbox is made with.
 *
 * @param capacity how many messages it holds, claimed ones included; with 0 a message goes from
 *     hand to hand, and its sender waits until it has gone
 * @param maxSize how many bytes a message may have
 * @param fixed whether every message has just so many
 * @param sharing who may be there
 * @param durable whether a message that is sent has been written to the disk
 * @param owner the process with which it ends; null for none
 */
public record MailboxSpec(
        int capacity,
        int maxSize,
        boolean fixed,
        ReceiverPolicy sharing,
        boolean durable,
        MailboxOwner owner) {
    /** The capacity of a mailbox that holds whatever is sent. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** The most messages of a bounded mailbox. */
    public static final int MOST_MESSAGES = 1 << 20;

    /** The most bytes of a message. */
    public static final int MOST_BYTES = 1 << 30;

    /** What a mailbox has whose maker says nothing; Mach's default, and POSIX's size. */
    public static final int STANDARD_CAPACITY = 8;

    /** See {@link #STANDARD_CAPACITY}. */
    public static final int STANDARD_SIZE = 8 << 10;

    /** Room in a cell beside the body: sender, headers, where to reply to. */
    public static final int META_BYTES = 512;

    /** How many senders may offer something at once in a mailbox of capacity 0. */
    static final int OFFERS = 16;

    /** How many messages may be pending beyond the limit. */
    public static final int MOST_PENDING = 8;

    private static final int ALIGNMENT = 64;

    /**
     * @throws IpcException USAGE
     */
    public MailboxSpec {
        if (capacity < 0 || capacity > MOST_MESSAGES && capacity != UNBOUNDED) {
            throw new IpcException(
                    Category.USAGE, "a bounded mailbox holds at most " + MOST_MESSAGES);
        }
        if (maxSize < 0 || maxSize > MOST_BYTES) {
            throw new IpcException(Category.USAGE, "a message has at most " + MOST_BYTES);
        }
    }

    /** The one whose maker says nothing. */
    public static MailboxSpec standard() {
        return new MailboxSpec(
                STANDARD_CAPACITY, STANDARD_SIZE, false, ReceiverPolicy.ANY, false, null);
    }

    /** Whether a message goes from hand to hand. */
    public boolean isRendezvous() {
        return capacity == 0;
    }

    /** Whether nobody ever waits for room. */
    public boolean isUnbounded() {
        return capacity == UNBOUNDED;
    }

    /** How many messages may be there that are not pending. */
    int limit() {
        return isRendezvous() ? OFFERS : capacity;
    }

    /** How many slots the table of a bounded mailbox has. */
    int slots() {
        return limit() + MOST_PENDING;
    }

    /** Bytes of a cell that has room for any message, and for any answer. */
    long cell() {
        return (long) META_BYTES + maxSize + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** Bytes of the file. */
    long fileSize() {
        return isUnbounded()
                ? MailboxLayout.generation(MailboxLayout.CHUNKS)
                : MailboxLayout.LINES_AT + slots() * (EntryLayout.SIZE + cell());
    }

    /** Where a slot's cell begins, in a bounded mailbox. */
    long cellAt(int slot) {
        return MailboxLayout.LINES_AT + slots() * EntryLayout.SIZE + slot * cell();
    }
}
