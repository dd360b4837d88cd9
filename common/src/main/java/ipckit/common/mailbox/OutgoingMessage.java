package ipckit.common.mailbox;

import java.lang.foreign.MemorySegment;

/**
 * A message that is to be sent.
 *
 * @param priority 0 to {@value #HIGHEST}; higher ones are received first
 * @param meta what belongs to it beside the body, as {@link MessageMetadata#bytes} has it
 * @param body where its bytes are
 * @param from at which of them it begins
 * @param length how many it has
 */
public record OutgoingMessage(
        int priority, byte[] meta, MemorySegment body, long from, long length) {
    /** The highest priority. */
    public static final int HIGHEST = MailboxLayout.PRIORITIES - 1;

    /** One whose body is an array. */
    public static OutgoingMessage of(int priority, MessageMetadata meta, byte[] body) {
        return new OutgoingMessage(
                priority, meta.bytes(), MemorySegment.ofArray(body), 0, body.length);
    }
}
