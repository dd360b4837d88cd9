package ipckit.common.sync;

/**
 * The location of the participant table in an object's mapped file. The object's liveness file has
 * one byte for each participant index, and one more byte that a process locks while it attaches.
 *
 * <p>Only one process attaches at a time, and other processes wait. A waiting process fails if one
 * other process attaches for too long. When the next process begins to attach, it changes the word
 * at {@code registrationsAt}. Each waiting process then starts its time limit again.
 *
 * @param at the offset of the first row in bytes
 * @param capacity the number of rows
 * @param usedAt the offset in bytes of a word that contains a number n: only the first n rows were
 *     ever used
 * @param registrationsAt the offset in bytes of a word that counts how often a process has begun to
 *     attach
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
