package ipckit.common.mailbox;

import java.util.List;

/**
 * The state of a mailbox, read without acquiring the mailbox's lock. Therefore the values may be
 * from slightly different moments.
 *
 * @param spec the properties chosen at creation
 * @param created the time of creation in milliseconds since 1970
 * @param creator the pid of the creator
 * @param removed whether the mailbox is marked as removed
 * @param ready the number of messages that receivers can claim
 * @param claimed the number of claimed messages, plus the number of replies that are not read yet
 * @param pending the number of pending messages: messages that were sent to the full mailbox, and
 *     that become ready when the mailbox has room
 * @param delayed the number of delayed messages, which receivers can claim later
 * @param sent the number of messages sent since creation, including pending messages
 * @param received the number of messages acknowledged since creation; a claimed request counts when
 *     neither the request nor its reply is in the mailbox any more
 * @param expired the number of messages that have expired since creation
 * @param redelivered the number of times since creation that a claimed message became ready again,
 *     or became delayed
 * @param participants the living participants; empty if {@link MailboxMonitor#look} was called with
 *     {@code false}
 */
public record MailboxSnapshot(
        MailboxSpec spec,
        long created,
        long creator,
        boolean removed,
        int ready,
        int claimed,
        int pending,
        int delayed,
        long sent,
        long received,
        long expired,
        long redelivered,
        List<Participant> participants) {

    /**
     * A participant of the mailbox.
     *
     * @param role the participant's role
     * @param pid the pid of the participant's process
     * @param pidIsOurs whether the pid is valid in this process's pid namespace
     * @param since the time at which the participant attached, in milliseconds since 1970
     * @param waitsFor the event that the participant waits for, as a text: {@code messages}, {@code
     *     room}, {@code answer}, {@code lock} or {@code settlement}; empty if the participant does
     *     not wait
     * @param moved the number of messages that the participant has sent or received
     */
    public record Participant(
            MailboxRole role,
            long pid,
            boolean pidIsOurs,
            long since,
            String waitsFor,
            long moved) {}
}
