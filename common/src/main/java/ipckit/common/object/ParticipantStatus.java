package ipckit.common.object;

import ipckit.common.sync.LivenessView;
import ipckit.common.sync.ParticipantTable;

/**
 * One row of a participant table as a monitor sees it. Programs may rely only on {@code index},
 * {@code alive} and {@code role}. The other values are only for display to users.
 *
 * @param index the participant index
 * @param alive whether the participant's process lives, according to the kernel
 * @param role the number of the participant's role, or 0 if the participant has no role. Each kind
 *     of object numbers its own roles
 * @param pid the pid of the participant's process; 0 when unknown
 * @param pidIsLocal whether the pid is valid in this process's pid namespace; false, for example,
 *     when the participant runs in another container
 * @param since the time at which the participant attached, in milliseconds since 1970; 0 when the
 *     stored time is impossible
 * @param waiting the number of the reason why the participant waits, or 0 if the participant does
 *     not wait. Each kind of object numbers its own reasons
 * @param waitingSince the time at which the participant began to wait, in milliseconds since 1970;
 *     0 when the stored time is impossible; meaningless while the participant does not wait
 * @param moved the number of items or messages that the participant has put, sent or acknowledged
 */
public record ParticipantStatus(
        int index,
        boolean alive,
        int role,
        long pid,
        boolean pidIsLocal,
        long since,
        int waiting,
        long waitingSince,
        long moved) {
    /** The end of the year 9999 in milliseconds since 1970. A later time counts as impossible. */
    private static final long LAST_INSTANT = 253_402_300_799_999L;

    /** Reads one row of a participant table, and asks the kernel whether the participant lives. */
    public static ParticipantStatus of(ParticipantTable table, int index, LivenessView liveness) {
        // A participant is dead if its process does not live and its row has a role. A participant
        // that detaches erases its role before it unlocks its byte of the liveness file. Therefore
        // this method asks the kernel first and reads the role afterwards. In the opposite order, a
        // participant that detaches meanwhile would look dead.
        boolean alive = liveness.isAlive(index);
        return new ParticipantStatus(
                index,
                alive,
                table.role(index),
                table.pid(index),
                table.pidIsLocal(index),
                instant(table.since(index)),
                table.waiting(index),
                instant(table.waitingSince(index)),
                Math.max(0, table.moved(index)));
    }

    /**
     * Returns a stored time in milliseconds since 1970, or 0 if the time is impossible: before 1970
     * or after the year 9999.
     */
    public static long instant(long millis) {
        return millis < 0 || millis > LAST_INSTANT ? 0 : millis;
    }
}
