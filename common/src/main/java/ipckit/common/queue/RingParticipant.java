package ipckit.common.queue;

/**
 * One participant of a ring, as it appears to a monitor (a process that only inspects the ring).
 * The role, the liveness and the number of claimed items are reliable. The other values may be
 * wrong, because the participant itself has written them and they are not checked.
 *
 * @param index the participant index
 * @param role the role of the participant; {@link RingRole#NONE} while the participant attaches or
 *     detaches
 * @param pid the participant's process ID; 0 when unknown
 * @param pidIsOurs whether the pid belongs to the pid namespace of this process; false when the
 *     participant runs in another container
 * @param alive whether the kernel says that the process lives
 * @param since the time at which the participant attached, in milliseconds since 1970; 0 when the
 *     stored time is impossible
 * @param waiting the reason why the participant waits; {@link WaitReason#NOTHING} while the
 *     participant does not wait
 * @param waitingSince the time at which the participant began to wait, in milliseconds since 1970;
 *     0 when the stored time is impossible; meaningless while the participant does not wait
 * @param items how many items the participant has put or acknowledged
 * @param claimed how many items the participant has claimed and not acknowledged
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
    /** Returns whether the participant lives and waits. */
    public boolean waits() {
        return alive && waiting != WaitReason.NOTHING;
    }
}
