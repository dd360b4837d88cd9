package ipckit.common.queue;

/**
 * One participant of a ring as a monitor sees it. Role, liveness and claims are facts; the rest is
 * what the participant wrote about itself.
 *
 * @param index the participant index
 * @param role {@link RingRole#NONE} while the participant attaches or detaches
 * @param pid its process; 0 when unknown
 * @param pidIsOurs whether the pid is of this process's pid namespace: false across containers
 * @param alive whether the kernel says that the process lives
 * @param since when it attached, in milliseconds since 1970
 * @param waiting what it waits for
 * @param waitingSince when it began to wait, in milliseconds since 1970; meaningless while it does
 *     not wait
 * @param items how many items it has put or acknowledged
 * @param claimed how many items it holds
 */
public record RingParticipant(
        int index,
        RingRole role,
        long pid,
        boolean pidIsOurs,
        boolean alive,
        long since,
        WaitReason waiting,
        long waitingSince,
        long items,
        long claimed) {
    /** Whether the participant lives and waits. */
    public boolean waits() {
        return alive && waiting != WaitReason.NOTHING;
    }
}
