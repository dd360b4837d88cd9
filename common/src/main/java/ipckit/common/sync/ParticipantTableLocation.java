package ipckit.common.sync;

/**
 * Where an object's participant table lies in its mapped file. The liveness file beside it has one
 * byte for each participant index, and one more that a newcomer holds while it registers.
 *
 * @param at the offset of the first row
 * @param capacity the number of rows
 * @param usedAt the offset of a word: the number of rows ever used; later rows are empty
 * @param registrationsAt the offset of a word: the number of registrations so far, by which waiting
 *     newcomers see that others make progress
 */
public record ParticipantTableLocation(long at, int capacity, long usedAt, long registrationsAt) {
    /** Bytes of one row. */
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
