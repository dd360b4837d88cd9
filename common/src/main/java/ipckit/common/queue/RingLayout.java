package ipckit.common.queue;

import ipckit.common.object.DurableFiles;
import ipckit.common.object.ObjectHeader;
import ipckit.common.object.ObjectKind;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTableLocation;

import java.util.List;

/**
 * The layout of a ring's mapped file. Offsets are in bytes, and each is computed from the previous
 * offset. Words have the machine's byte order.
 *
 * <pre>
 *  0      +------------------------------+
 *         | header, constant             |  magic, version, sizes, limits, flags
 *         | state                        |  open, or removed
 *  512    | producers' cache line        |  tail, lock
 *         | items event                  |
 *         | consumers' cache line        |  head, next claim, lock
 *         | room event                   |
 *         | participant counts           |  producers attached so far, highest index used
 *         | statistics                   |  for people to read
 *  4096   +------------------------------+
 *         | participants 1024 x 64       |  role, pid, what the participant waits for
 *         +------------------------------+
 *         | claims       1024 x 64       |  which consumer has which items
 *         +------------------------------+
 *         | area                         |  the items; an unbounded ring has files for them
 *         +------------------------------+
 * </pre>
 *
 * <p>The six parts from offset 512 to the statistics begin at multiples of 128 bytes, so that
 * producers and consumers write to different cache lines. 128 bytes are two cache lines. A distance
 * of one cache line would not be enough, because processors fetch cache lines in pairs.
 */
final class RingLayout {
    private static final int LINES = 128;

    static final long AREA_BYTES_AT = ObjectHeader.END;
    static final long BUFFER_SLOTS_AT = AREA_BYTES_AT + Long.BYTES;
    static final long ITEM_LIMIT_AT = BUFFER_SLOTS_AT + Long.BYTES;
    static final long MAX_ITEM_AT = ITEM_LIMIT_AT + Long.BYTES;
    static final long BYTE_LIMIT_AT = MAX_ITEM_AT + Long.BYTES;
    static final long CREATED_AT = BYTE_LIMIT_AT + Long.BYTES;
    static final long CREATOR_AT = CREATED_AT + Long.BYTES;
    static final long STATE_AT = CREATOR_AT + Long.BYTES;

    /**
     * The offset of a number that says to which object directory the ring's files belong, see
     * {@link DurableFiles}. The object directory has the ring's name. For a ring whose files are on
     * a disk, the object directory contains a link to the files, and the number identifies the
     * object directory. While these files are being deleted, the number is −1. For any other ring,
     * the number is always 0.
     */
    static final long HOME_AT = STATE_AT + Long.BYTES;

    static final int FLAG_ONE_TO_ONE = 1;
    static final int FLAG_COUNTER = 2;
    static final int FLAG_PIPE_DOORBELL = 4;
    static final int FLAG_UNBOUNDED = 8;
    static final int ALL_FLAGS = 15;

    /**
     * The offset of the tail, the position at which the next run (a header and some items) begins.
     * Producers write the tail.
     */
    static final long TAIL_AT = 512;

    static final long PRODUCERS_LOCK_AT = TAIL_AT + Long.BYTES;

    static final long ITEMS_EVENT_AT = TAIL_AT + LINES;

    /**
     * The offset of the head, the position of the oldest run (a header and some items) whose memory
     * is not free yet. Consumers write the head. A producer that lacks room also writes the head,
     * when it frees the memory of acknowledged items or drops the oldest items.
     */
    static final long HEAD_AT = ITEMS_EVENT_AT + LINES;

    static final long CLAIM_RUN_AT = HEAD_AT + Long.BYTES;
    static final long CLAIM_AT_AT = CLAIM_RUN_AT + Long.BYTES;
    static final long CONSUMERS_LOCK_AT = CLAIM_AT_AT + Long.BYTES;

    static final long ROOM_EVENT_AT = HEAD_AT + LINES;

    /**
     * The offset of the number of producers and {@linkplain StreamHolder stream holders} that ever
     * attached. A stream holder keeps the stream open, but puts no items. A participant writes its
     * role to the participant table before it increases this number. In the opposite order, {@link
     * EndOfStream} could read the new number and still miss the participant.
     */
    static final long ATTACHES_AT = ROOM_EVENT_AT + LINES;

    /** The offset of the number of producers that ever attached. */
    static final long PRODUCERS_AT = ATTACHES_AT + Long.BYTES;

    /**
     * The offset of the number of producers that had attached before the stream last ended.
     * Producers that attach later belong to a new stream.
     */
    static final long ENDED_AT = PRODUCERS_AT + Long.BYTES;

    /**
     * The offset of a word with the number of rows in the participant table up to the last row that
     * was ever used. All later rows are empty.
     */
    static final long PARTICIPANTS_USED_AT = ENDED_AT + Long.BYTES;

    /**
     * The offset of a word with the number of rows in the claims table up to the last row that was
     * ever used. Only the owner of the consumers' lock writes this word.
     */
    static final long CLAIMS_USED_AT = PARTICIPANTS_USED_AT + Long.BYTES;

    /**
     * The offset of a word that counts how often a process has begun to attach. A process that
     * waits for its turn to attach reads this word to see whether other processes make progress.
     */
    static final long REGISTRATIONS_AT = CLAIMS_USED_AT + Long.BYTES;

    static final long REDELIVERED_AT = ATTACHES_AT + LINES;
    static final long RECOVERIES_AT = REDELIVERED_AT + Long.BYTES;
    static final long DROPPED_AT = RECOVERIES_AT + Long.BYTES;

    static final int MAX_PARTICIPANTS = 1024;
    static final long PARTICIPANTS_AT = 4096;

    static final ParticipantTableLocation PARTICIPANTS =
            new ParticipantTableLocation(
                    PARTICIPANTS_AT, MAX_PARTICIPANTS, PARTICIPANTS_USED_AT, REGISTRATIONS_AT);

    static final long CLAIMS_AT =
            PARTICIPANTS_AT + MAX_PARTICIPANTS * ParticipantTableLocation.ROW_BYTES;
    static final long AREA_AT = CLAIMS_AT + MAX_PARTICIPANTS * ClaimLayout.SIZE;

    static final EventWord ITEMS = new EventWord(ITEMS_EVENT_AT, "items");
    static final EventWord ROOM = new EventWord(ROOM_EVENT_AT, "room");
    static final EventWord PRODUCERS_LOCK = new EventWord(PRODUCERS_LOCK_AT, "producers");
    static final EventWord CONSUMERS_LOCK = new EventWord(CONSUMERS_LOCK_AT, "consumers");

    static final ObjectKind KIND =
            new ObjectKind(
                    "buffer",
                    "ring",
                    0x676e_6972_6b63_7069L, // the magic: "ipckring", little-endian
                    1,
                    CREATED_AT,
                    CREATOR_AT,
                    STATE_AT,
                    HOME_AT,
                    AREA_AT,
                    PARTICIPANTS,
                    PARTICIPANTS.liveBytes(),
                    List.of(ITEMS, ROOM),
                    List.of(
                            ChainArea.PREFIX,
                            ChainArea.HIDDEN,
                            ITEMS.pipe(),
                            ROOM.pipe(),
                            PRODUCERS_LOCK.pipe(),
                            CONSUMERS_LOCK.pipe()));

    private RingLayout() {}

    static long claim(int index) {
        return CLAIMS_AT + index * ClaimLayout.SIZE;
    }
}
