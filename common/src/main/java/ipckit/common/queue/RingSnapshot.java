package ipckit.common.queue;

import java.util.List;

/**
 * A ring at one moment, or as near to it as one gets while others go on.
 *
 * @param spec what it was made with
 * @param created milliseconds since 1970
 * @param removed whether it is marked as removed
 * @param in items ever put
 * @param out items that are done with: acknowledged or dropped
 * @param claimed items in consumers' hands, not yet acknowledged; part of in − out
 * @param bytes of the area in use, headers included
 * @param full whether there is no room for even the shortest item
 * @param producersEver producers that ever attached
 * @param redelivered claims that were delivered again, marked so
 * @param recoveries claims that were taken back from the dead
 * @param dropped items that were dropped to make room
 * @param producersLock the slot that holds the producers' lock; -1 if nobody does
 * @param consumersLock the slot that holds the consumers' lock; -1 if nobody does
 * @param participants by slot; the dead are among them until somebody takes their place
 */
public record RingSnapshot(
        RingSpec spec,
        long created,
        boolean removed,
        long in,
        long out,
        long claimed,
        long bytes,
        boolean full,
        long producersEver,
        long redelivered,
        long recoveries,
        long dropped,
        int producersLock,
        int consumersLock,
        List<RingParticipant> participants) {
    /** Items in the buffer, those in consumers' hands included. */
    public long items() {
        return in - out;
    }

    /** Whether there is nothing, neither to be had nor in anybody's hands. */
    public boolean empty() {
        return in == out;
    }

    /** How many live in a role. */
    public int living(RingRole role) {
        int count = 0;
        for (RingParticipant one : participants) {
            if (one.alive() && one.role() == role) {
                count++;
            }
        }
        return count;
    }

    /** Who is in a slot; null when nobody is. */
    public RingParticipant in(int slot) {
        for (RingParticipant one : participants) {
            if (one.slot() == slot) {
                return one;
            }
        }
        return null;
    }
}
