package ipckit.common.mailbox;

/**
 * A received message.
 *
 * @param receipt identifies this delivery of the message
 * @param sent the time at which the message was sent, in milliseconds since 1970
 * @param process the pid of the sender; only for display, because the sender may be in another pid
 *     namespace
 * @param priority the priority; messages of higher priority are received first
 * @param isCall whether the sender waits for a reply
 * @param delayedUntil the time at which a delayed message becomes ready, in milliseconds since
 *     1970; 0 if the message is not delayed
 * @param expires the time at which the message expires, in milliseconds since 1970; 0 if it never
 *     expires
 * @param failures the earlier deliveries that did not succeed
 * @param meta the sender's name, the reply address and the headers
 * @param body the bytes of the body
 */
public record Message(
        Receipt receipt,
        long sent,
        long process,
        int priority,
        boolean isCall,
        long delayedUntil,
        long expires,
        FailedDeliveries failures,
        MessageMetadata meta,
        byte[] body) {

    /**
     * Returns the number of deliveries of the message, including this delivery. If the number is
     * more than 1, a receiver may have processed the message already.
     */
    public int times() {
        return receipt.times();
    }

    /** Returns a copy of this message with other metadata. */
    public Message with(MessageMetadata other) {
        return new Message(
                receipt,
                sent,
                process,
                priority,
                isCall,
                delayedUntil,
                expires,
                failures,
                other,
                body);
    }

    /** Returns the number of the message in its mailbox; later messages have higher numbers. */
    public long number() {
        return receipt.number();
    }
}
