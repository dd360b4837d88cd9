package ipckit.common.queue;

/**
 * One participant of a ring as an onlooker sees it. Role and life are facts; the rest is what the
 * participant says of itself.
 *
 * @param slot its place among the participants
 * @param role {@link RingRole#NONE} for one who is just attaching or detaching
 * @param pid its process; 0 if unknown
 * @param pidIsOurs whether the pid means something to us: false across containers
 * @param alive whether the kernel says that it lives
 * @param since milliseconds since 1970 at which it attached
 * @param waiting what it waits for
 * @param waitingSince milliseconds since 1970 at which it began to wait; meaningless when it does
 *     not
 * @param items how many items it has put or acknowledged
 * @param claimed how many items are in its hands
 */
public record RingParticipant(
        int slot,
        RingRole role,
        long pid,
        boolean pidIsOurs,
        boolean alive,
        long since,
        WaitReason waiting,
        long waitingSince,
        long items,
        long claimed) {
    /** Whether it lives and waits. */
    public boolean waits() {
        return alive && waiting != WaitReason.NOTHING;
    }
}
