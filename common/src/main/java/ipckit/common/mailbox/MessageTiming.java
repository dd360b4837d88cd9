package ipckit.common.mailbox;

import ipckit.common.Deadline;

/**
 * The time at which a message becomes ready, and the time at which it expires. Only a message whose
 * sender does not wait has such times.
 *
 * @param delay the milliseconds between sending and the moment at which the message becomes ready;
 *     0 for a message that is ready at once
 * @param expiry the deadline at which the message expires: the mailbox then drops the message,
 *     unless a receiver has claimed it
 */
public record MessageTiming(long delay, Deadline expiry) {
    /** No delay and no expiry. */
    public static final MessageTiming NONE = new MessageTiming(0, Deadline.NEVER);
}
