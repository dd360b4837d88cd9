package ipckit.common.queue;

import java.util.List;

/**
 * The state of a ring at one moment. A {@link RingMonitor} returns such snapshots to a process that
 * inspects the ring.
 *
 * @param spec the parameters with which the ring was created
 * @param created when the ring was created, in milliseconds since 1970; 0 when the stored time is
 *     impossible
 * @param removed whether the ring is marked as removed
 * @param in how many items were ever put
 * @param out how many items were ever acknowledged or dropped
 * @param claimed how many items consumers have claimed and not acknowledged
 * @param bytes how many bytes of the memory for items are in use
 * @param full whether the ring has no room even for an empty item
 * @param producersEver how many producers have ever attached
 * @param redelivered how many times a consumer claimed items that were possibly delivered before
 * @param recoveries how many claims of dead consumers were recovered; a recovery lets another
 *     consumer claim the same items
 * @param dropped how many old items were dropped to make room
 * @param producersLock the index of the participant that owns the producers' lock; −1 for none
 * @param consumersLock the index of the participant that owns the consumers' lock; −1 for none
 * @param participants the participants, sorted by participant index; a dead participant stays in
 *     the list until another process takes its index
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
    /** Returns the number of items in the ring, including claimed items. */
    public long items() {
        return in - out;
    }

    /** Returns whether the ring contains no items, not even claimed items. */
    public boolean empty() {
        return in == out;
    }

    /** Returns the number of living participants with the given role. */
    public int living(RingRole role) {
        int count = 0;
        for (RingParticipant one : participants) {
            if (one.alive() && one.role() == role) {
                count++;
            }
        }
        return count;
    }

    /** Returns the participant with the given index; null when no participant has this index. */
    public RingParticipant in(int index) {
        for (RingParticipant one : participants) {
            if (one.index() == index) {
                return one;
            }
        }
        return null;
    }
}
