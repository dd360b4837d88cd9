package ipckit.common.mailbox;

/**
 * A received message.
 *
 * @param receipt identifies this delivery
 * @param sent the time of sending in milliseconds since 1970
 * @param process the pid of the sender, for people to read
 * @param priority messages of higher priority are received first
 * @param isCall whether the sender waits for an answer
 * @param meta sender name, reply address and headers
 * @param body the bytes of the body
 */
public record Message(
        Receipt receipt,
        long sent,
        long process,
        int priority,
        boolean isCall,
        MessageMetadata meta,
        byte[] body) {

    /**
     * Returns the number of deliveries, this one included. More than 1 means that another receiver
     * may have processed the message.
     */
    public int times() {
        return receipt.times();
    }

    /** Returns the number of the message in its mailbox; later messages have higher numbers. */
    public long number() {
        return receipt.number();
    }
}
