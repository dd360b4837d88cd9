package ipckit.mq.box;

/**
 * A message as it is received.
 *
 * @param number those sent later have higher ones
 * @param sent milliseconds since 1970
 * @param priority higher ones are received first
 * @param times how often it was given out, this time included: more than 1 means that somebody may
 *     have had it before
 * @param meta what belongs to it beside the body; in a form of the caller's
 * @param body its bytes
 */
public record Message(long number, long sent, int priority, int times, byte[] meta, byte[] body) {}
