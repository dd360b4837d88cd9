package ipckit.mq.box;

import java.lang.foreign.MemorySegment;

/**
 * A message that is to be sent.
 *
 * @param priority 0 to {@value #HIGHEST}; higher ones are received first
 * @param meta what belongs to it beside the body, as {@link Meta#bytes} has it
 * @param body where its bytes are
 * @param from at which of them it begins
 * @param length how many it has
 */
public record Draft(int priority, byte[] meta, MemorySegment body, long from, long length) {
    /** The highest priority. */
    public static final int HIGHEST = BoxLayout.PRIORITIES - 1;

    /** One whose body is an array. */
    public static Draft of(int priority, Meta meta, byte[] body) {
        return new Draft(priority, meta.bytes(), MemorySegment.ofArray(body), 0, body.length);
    }
}
