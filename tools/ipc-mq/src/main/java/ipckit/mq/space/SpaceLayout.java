package ipckit.mq.space;

import ipckit.common.object.ObjectHeader;
import ipckit.common.object.ObjectKind;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTableLocation;

import java.util.List;

/**
 * The layout of a port space's file. Offsets are in bytes. The comment of an offset describes the
 * word at the offset. All words have the machine's byte order.
 *
 * <pre>
 *  0      +------------------------------+
 *         | properties: never change     |  magic, version, size
 *         | state                        |  open, or removed
 *  +512   | lock                         |
 *         | counters                     |  next number; rows of each kind
 *         | message being sent           |  its token, and the row of its port
 *  4096   +------------------------------+
 *         | participants 1024 x 64       |
 *         +------------------------------+
 *         | journal      4096 x 16       |  offset and new value of each changed word
 *         +------------------------------+
 *         | rows        16384 x 272      |  tasks, ports, names, rights in messages, requests,
 *         |                              |  notices, see {@link RowLayout}
 *         +------------------------------+
 *         | lanes          16 x 960      |  rights in calls, see {@link LaneLayout}
 *         +------------------------------+
 * </pre>
 */
final class SpaceLayout {
    private static final int CACHE_LINES = 128;

    static final long CREATED_AT = ObjectHeader.END;
    static final long CREATOR_AT = CREATED_AT + Long.BYTES;
    static final long STATE_AT = CREATOR_AT + Long.BYTES;

    private static final long LOCK_AT = 512;

    /**
     * The next number for a port, a task, a name or a message with rights. Numbers are never used
     * again.
     */
    static final long NEXT_NUMBER_AT = LOCK_AT + CACHE_LINES;

    /**
     * The number of rows from the first row to the last row that was ever used. All later rows are
     * free.
     */
    static final long ROWS_USED_AT = NEXT_NUMBER_AT + Long.BYTES;

    /**
     * While the owner of the lock puts a message into a mailbox, this word contains the token of
     * the message (the number that identifies it), and the word at {@link #SENDING_TO_AT} refers to
     * the row of the port. Otherwise this word is 0.
     */
    static final long SENDING_AT = ROWS_USED_AT + Long.BYTES;

    static final long SENDING_TO_AT = SENDING_AT + Long.BYTES;

    /**
     * The index of the row at which a search for a free row begins. All earlier rows are in use.
     */
    static final long FIRST_FREE_AT = SENDING_TO_AT + Long.BYTES;

    /** The number of tasks and ports that are dying. */
    static final long DYING_AT = FIRST_FREE_AT + Long.BYTES;

    /** The first of the words that contain the number of rows of each kind. */
    private static final long COUNTS_AT = DYING_AT + Long.BYTES;

    private static final long PARTICIPANTS_USED_AT = NEXT_NUMBER_AT + CACHE_LINES;
    private static final long REGISTRATIONS_AT = PARTICIPANTS_USED_AT + Long.BYTES;

    /**
     * The number of changed words in the journal. It is 0 unless the journal contains a committed
     * change, which possibly is not applied yet.
     */
    static final long JOURNAL_COUNT_AT = PARTICIPANTS_USED_AT + CACHE_LINES;

    /**
     * The epoch, which is odd while a process uses the lock of the port space. When the process has
     * completed its operation, it increases the epoch to the next even number. While the epoch
     * keeps an even value, no row changes.
     */
    static final long EPOCH_AT = JOURNAL_COUNT_AT + CACHE_LINES;

    /**
     * The number of lanes, the separately locked parts of the port space, that were ever in use.
     */
    static final long LANES_USED_AT = EPOCH_AT + Long.BYTES;

    private static final int MAX_PARTICIPANTS = 1024;
    private static final long PARTICIPANTS_AT = 4096;

    static final ParticipantTableLocation PARTICIPANTS =
            new ParticipantTableLocation(
                    PARTICIPANTS_AT, MAX_PARTICIPANTS, PARTICIPANTS_USED_AT, REGISTRATIONS_AT);

    /** The largest number of words that one change may write. */
    static final int JOURNAL_WORDS = 4096;

    private static final int JOURNAL_PAIR = 2 * Long.BYTES;
    private static final long JOURNAL_AT =
            PARTICIPANTS_AT + MAX_PARTICIPANTS * ParticipantTableLocation.ROW_BYTES;

    static final int ROWS = 1 << 14;
    private static final long ROWS_AT = JOURNAL_AT + (long) JOURNAL_WORDS * JOURNAL_PAIR;

    static final int LANES = 16;

    /**
     * The number of rows that must be free before a task sends a request through a lane. A lane is
     * a part of the port space that keeps rights outside the table of rows. An operation on the
     * whole space first moves the rights in lanes into rows: at most two rows for each request in a
     * lane.
     */
    static final int ROWS_FOR_LANES = LANES * LaneLayout.CALLS * 2;

    private static final long LANES_AT = roundUp(ROWS_AT + ROWS * RowLayout.SIZE);

    static final long SIZE = LANES_AT + LANES * LaneLayout.SIZE;

    static final EventWord LOCK = new EventWord(LOCK_AT, "lock");

    /**
     * The beginning of the names of the run files. While the process of a task lives, it keeps the
     * task's run file locked.
     */
    static final String RUN_PREFIX = "run.";

    static final ObjectKind KIND =
            new ObjectKind(
                    "port space",
                    "ports",
                    0x7472_6f70_6b63_7069L, // "ipckport" as a little-endian number
                    2,
                    CREATED_AT,
                    CREATOR_AT,
                    STATE_AT,
                    0,
                    SIZE,
                    PARTICIPANTS,
                    PARTICIPANTS.liveBytes(),
                    List.of(),
                    List.of(RUN_PREFIX));

    private SpaceLayout() {}

    private static long roundUp(long bytes) {
        return (bytes + CACHE_LINES - 1) / CACHE_LINES * CACHE_LINES;
    }

    /**
     * Returns the offset of the first word of a journal entry, which contains the offset of the
     * word that must be changed.
     *
     * @param index the number of the entry, from 0
     */
    static long journalTarget(int index) {
        return JOURNAL_AT + (long) index * JOURNAL_PAIR;
    }

    /**
     * Returns the offset of the second word of a journal entry, which contains the new value of the
     * word that must be changed.
     *
     * @param index the number of the entry, from 0
     */
    static long journalValue(int index) {
        return journalTarget(index) + Long.BYTES;
    }

    /** Returns the offset of the word that contains the number of rows of a kind. */
    static long count(RowKind kind) {
        return COUNTS_AT + (long) kind.ordinal() * Long.BYTES;
    }

    static long row(int row) {
        return ROWS_AT + row * RowLayout.SIZE;
    }

    /**
     * Returns the index of the table row that contains a word; {@link Change#NO_ROW} if no row
     * contains the word.
     *
     * @param offset the offset of the word in shared memory, in bytes
     */
    static int rowAt(long offset) {
        boolean isInRow = offset >= ROWS_AT && offset < row(ROWS);
        return isInRow ? (int) ((offset - ROWS_AT) / RowLayout.SIZE) : Change.NO_ROW;
    }

    static long lane(int lane) {
        return LANES_AT + lane * LaneLayout.SIZE;
    }

    /** Returns whether {@code offset} is the offset of a word that a change may write. */
    static boolean isChangeable(long offset) {
        boolean isAligned = offset % Long.BYTES == 0;
        boolean isInRow = offset >= ROWS_AT && offset < LANES_AT;
        boolean isCounter = offset >= ROWS_USED_AT && offset <= count(RowKind.NOTICE);
        boolean isInLane = offset >= LANES_AT && offset < SIZE;
        return isAligned && (isInRow || isInLane || isCounter || offset == LANES_USED_AT);
    }
}
