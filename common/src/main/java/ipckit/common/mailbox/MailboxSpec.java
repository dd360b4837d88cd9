package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * The properties of a mailbox, chosen at creation. With capacity 0, the sender of a message waits
 * until a receiver has acknowledged the message, or has claimed it with a lease. A mailbox with an
 * owner counts as removed when the owner ends.
 *
 * @param capacity the largest number of messages; claimed messages count, but not pending messages;
 *     {@link #UNBOUNDED} if the number is not limited
 * @param maxSize the largest size of a message in bytes, without its metadata
 * @param fixed whether every message has exactly {@code maxSize} bytes, without its metadata
 * @param sharing the rule that decides which processes may attach
 * @param durable whether a sender reports a message as sent only after the message is on the disk
 * @param owner the process that owns the mailbox; null for none
 * @param isElastic whether the number of message entries can grow, so that senders may exceed the
 *     capacity with {@link Sender#sendBeyondLimit}; always true for an unbounded mailbox
 */
public record MailboxSpec(
        int capacity,
        int maxSize,
        boolean fixed,
        ReceiverPolicy sharing,
        boolean durable,
        MailboxOwner owner,
        boolean isElastic) {
    /** The capacity of an unbounded mailbox. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** The largest capacity of a bounded mailbox. */
    public static final int MOST_MESSAGES = 1 << 20;

    /** The largest value of {@code maxSize}, which is a size in bytes. */
    public static final int MOST_BYTES = 1 << 30;

    /**
     * The default capacity in messages. With a much smaller capacity, the sender and the receiver
     * wait for each other so often that the wake-ups take most of the time.
     */
    public static final int STANDARD_CAPACITY = 64;

    /** The default value of {@code maxSize} in bytes, the same as for POSIX message queues. */
    public static final int STANDARD_SIZE = 8 << 10;

    /**
     * The largest size in bytes of a message's metadata: the sender's name, the headers and the
     * reply address. In a mailbox that is not elastic, each message entry reserves this number of
     * bytes for the metadata.
     */
    public static final int META_BYTES = 512;

    /**
     * The largest number of messages that a mailbox of capacity 0 stores. Such a mailbox stores a
     * message while its sender waits for a receiver, and while a receiver has a claim on the
     * message.
     */
    static final int OFFERS = 16;

    /**
     * The largest number of pending messages in a mailbox. A pending message is a message that was
     * sent to a full mailbox. The message becomes ready to be received when the mailbox has room.
     */
    public static final int MOST_PENDING = 8;

    private static final int ALIGNMENT = 64;

    /**
     * @throws IpcException USAGE if {@code capacity} or {@code maxSize} is negative or too large
     */
    public MailboxSpec {
        if (capacity < 0 || capacity > MOST_MESSAGES && capacity != UNBOUNDED) {
            throw new IpcException(
                    Category.USAGE,
                    "a bounded mailbox holds at most " + MOST_MESSAGES + " messages");
        }
        if (maxSize < 0 || maxSize > MOST_BYTES) {
            throw new IpcException(
                    Category.USAGE, "a message has at most " + MOST_BYTES + " bytes");
        }
    }

    /**
     * Creates the properties of a mailbox. If the capacity is {@link #UNBOUNDED}, the mailbox is
     * elastic: the number of its message entries can grow. Otherwise this number is fixed.
     */
    public MailboxSpec(
            int capacity,
            int maxSize,
            boolean fixed,
            ReceiverPolicy sharing,
            boolean durable,
            MailboxOwner owner) {
        this(capacity, maxSize, fixed, sharing, durable, owner, capacity == UNBOUNDED);
    }

    /** Returns the same properties for a mailbox that is elastic. */
    public MailboxSpec elastic() {
        return new MailboxSpec(capacity, maxSize, fixed, sharing, durable, owner, true);
    }

    /** Returns the default properties. */
    public static MailboxSpec standard() {
        return new MailboxSpec(
                STANDARD_CAPACITY, STANDARD_SIZE, false, ReceiverPolicy.ANY, false, null);
    }

    /**
     * Returns whether the capacity is 0. If so, the sender of a message waits until a receiver has
     * acknowledged the message, or has claimed it with a lease.
     */
    public boolean isRendezvous() {
        return capacity == 0;
    }

    /** Returns whether the mailbox is unbounded. If so, senders never wait for room. */
    public boolean isUnbounded() {
        return capacity == UNBOUNDED;
    }

    /**
     * Returns the largest number of messages in the mailbox. Pending messages, which were sent to a
     * full mailbox, are not counted.
     */
    int limit() {
        return isRendezvous() ? OFFERS : capacity;
    }

    /**
     * Returns the number of message entries of a mailbox that is not elastic, including the entries
     * for pending messages.
     */
    int entries() {
        return limit() + MOST_PENDING;
    }

    /**
     * Returns the number of bytes that each entry reserves for its payload if the mailbox is not
     * elastic. The largest payload that the mailbox allows fits into these bytes. A payload
     * contains the metadata and the body of a message, or the error message and the body of a
     * reply.
     */
    long payload() {
        return (long) META_BYTES + maxSize + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** Returns the size of the mailbox's file in bytes. */
    long fileSize() {
        return isElastic
                ? MailboxLayout.generation(MailboxLayout.CHUNKS)
                : MailboxLayout.ROWS_AT + entries() * (EntryLayout.SIZE + payload());
    }

    /** Returns the offset of an entry's payload in the file of a mailbox that is not elastic. */
    long payloadAt(int entry) {
        return MailboxLayout.ROWS_AT + entries() * EntryLayout.SIZE + entry * payload();
    }
}
