package ipckit.common.mailbox;

import java.lang.foreign.MemorySegment;

/**
 * A message to send.
 *
 * @param priority the priority, 0 to {@value #HIGHEST}; messages of higher priority are received
 *     first
 * @param meta the metadata in the form that {@link MessageMetadata#bytes} returns
 * @param body the memory that contains the body
 * @param from the offset of the body in that memory
 * @param length the length of the body in bytes
 * @param deliveries the number of earlier deliveries of the message; 0 for a new message. If the
 *     number is not 0, the message is marked as redelivered when a receiver gets it.
 * @param timing the delay and the expiry of the message
 */
public record OutgoingMessage(
        int priority,
        byte[] meta,
        MemorySegment body,
        long from,
        long length,
        int deliveries,
        MessageTiming timing) {
    /** The highest priority. */
    public static final int HIGHEST = MailboxLayout.PRIORITIES - 1;

    /** Creates a message without earlier deliveries, without a delay and without an expiry. */
    public OutgoingMessage(int priority, byte[] meta, MemorySegment body, long from, long length) {
        this(priority, meta, body, from, length, 0, MessageTiming.NONE);
    }

    /** Returns a copy of this message with the given timing. */
    public OutgoingMessage with(MessageTiming other) {
        return new OutgoingMessage(priority, meta, body, from, length, deliveries, other);
    }

    /** Returns a copy of this message with the given number of earlier deliveries. */
    public OutgoingMessage delivered(int earlier) {
        return new OutgoingMessage(priority, meta, body, from, length, earlier, timing);
    }

    /** Returns a message whose body is a byte array. */
    public static OutgoingMessage of(int priority, MessageMetadata meta, byte[] body) {
        return of(priority, meta.bytes(), body);
    }

    /**
     * Returns a message whose body is a byte array.
     *
     * @param meta the metadata in the form that {@link MessageMetadata#bytes} returns
     */
    public static OutgoingMessage of(int priority, byte[] meta, byte[] body) {
        return new OutgoingMessage(priority, meta, MemorySegment.ofArray(body), 0, body.length);
    }
}
