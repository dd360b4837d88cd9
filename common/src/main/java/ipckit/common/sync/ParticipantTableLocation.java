package ipckit.common.sync;

/**
 * Where the table of an object's seats lies in its shared file. The file {@code live} beside it has
 * a byte for each seat, and one behind them for the newcomer who is being let in.
 *
 * @param at the offset of the first seat
 * @param seats how many there are
 * @param usedAt the offset of a word: seats that were ever used; those from there on are empty
 * @param registrationsAt the offset of a word: how often somebody was let in, which tells those who
 *     wait for their turn that it goes on
 */
public record ParticipantTableLocation(long at, int seats, long usedAt, long registrationsAt) {
    /** Bytes of one seat. */
    public static final long SEAT_BYTES = ParticipantLayout.SIZE;

    /** The size of the file {@code live}. */
    public int liveBytes() {
        return seats + 1;
    }

    int registrationByte() {
        return seats;
    }

    long seat(int index) {
        return at + index * SEAT_BYTES;
    }
}
