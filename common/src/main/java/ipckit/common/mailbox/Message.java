package ipckit.common.mailbox;

/**
 * A message as it is received.
 *
 * @param receipt which it is
 * @param sent milliseconds since 1970
 * @param process the process that sent it, for people to read
 * @param priority higher ones are received first
 * @param isCall whether an answer is waited for
 * @param meta what belongs to it beside the body
 * @param body its bytes
 */
public record Message(
        Receipt receipt,
        long sent,
        long process,
        int priority,
        boolean isCall,
        MessageMetadata meta,
        byte[] body) {

    /** How often it was given out: more than 1 means that somebody may have had it before. */
    public int times() {
        return receipt.times();
    }

    /** Its number in its mailbox: those sent later have higher ones. */
    public long number() {
        return receipt.number();
    }
}
