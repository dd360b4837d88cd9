package ipckit.common.mailbox;

import java.util.List;

/**
 * What a mailbox was like at a moment, as far as one can see who holds no lock.
 *
 * @param spec what it was made with
 * @param created milliseconds since 1970
 * @param creator the process that made it
 * @param removed whether it is marked as removed
 * @param ready how many messages can be had
 * @param claimed how many are in somebody's hands
 * @param pending how many are beyond the limit
 * @param sent how many were ever sent
 * @param received how many were received for good
 * @param redelivered how often one came again
 * @param participants who is there, and lives
 */
public record MailboxSnapshot(
        MailboxSpec spec,
        long created,
        long creator,
        boolean removed,
        int ready,
        int claimed,
        int pending,
        long sent,
        long received,
        long redelivered,
        List<Participant> participants) {

    /**
     * Somebody at the mailbox.
     *
     * @param role what it does
     * @param pid its process
     * @param pidIsOurs whether that number means something here
     * @param since milliseconds since 1970 at which it came
     * @param waitsFor messages, room, an answer, the lock; empty if it does not wait
     * @param moved how many messages it has sent or received
     */
    public record Participant(
            MailboxRole role,
            long pid,
            boolean pidIsOurs,
            long since,
            String waitsFor,
            long moved) {}
}
