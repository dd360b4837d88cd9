package ipckit.common.sync;

/**
 * The location of the participant table in an object's mapped file. The object's liveness file has
 * one byte for each participant index, and one more byte that a process locks while it attaches.
 *
 * @param at the offset of the first row
 * @param capacity the number of rows
 * @param usedAt the offset of a word that counts the rows from the first row to the last row that
 *     was ever used; all later rows are empty
 * @param registrationsAt the offset of a word that counts how often a process has begun to attach.
 *     Only one process attaches at a time, and the others wait. When the count changes, each
 *     waiting process starts its time limit again, because the limit applies to a single attachment
 */
public record ParticipantTableLocation(long at, int capacity, long usedAt, long registrationsAt) {
    /** The size of one row in bytes. */
    public static final long ROW_BYTES = ParticipantLayout.SIZE;

    /** Returns the size of the liveness file in bytes. */
    public int liveBytes() {
        return capacity + 1;
    }

    int registrationByte() {
        return capacity;
    }

    long row(int index) {
        return at + index * ROW_BYTES;
    }
}
