package ipckit.common.queue;

import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTableLocation;

/**
 * Where everything is in a ring's file. Offsets in bytes, each derived from the one before; all
 * words have the machine's byte order.
 *
 * <pre>
 *  0      +------------------------------+
 *         | what it is: never changes    |  magic, version, sizes, limits, flags
 *         | state                        |  open, or removed
 *  +512   | producers' line              |  tail, lock
 *         | items event                  |
 *         | consumers' line              |  head, next claim, lock
 *         | room event                   |
 *         | comings                      |  producers attached so far, highest slot used
 *         | tallies                      |  for people to read
 *  4096   +------------------------------+
 *         | slots     1024 x 64          |  who takes part: role, pid, what he waits for
 *         +------------------------------+
 *         | claims    1024 x 64          |  which items are in whose hands
 *         +------------------------------+
 *         | area                         |  the items (in files of their own when unbounded)
 *         +------------------------------+
 * </pre>
 *
 * <p>Words that different sides write lie on different cache lines, two lines apart because
 * processors fetch lines in pairs.
 */
final class RingLayout {
    /** File names in the object's directory. */
    static final String RING = "ring";

    static final String LIVE = "live";

    static final long MAGIC = 0x676e_6972_6b63_7069L; // "ipckring", read as little-endian bytes
    static final int VERSION = 1;

    private static final int LINES = 128;

    static final long MAGIC_AT = 0;
    static final long VERSION_AT = MAGIC_AT + Long.BYTES;
    static final long FLAGS_AT = VERSION_AT + Integer.BYTES;
    static final long FILE_SIZE_AT = FLAGS_AT + Integer.BYTES;
    static final long AREA_BYTES_AT = FILE_SIZE_AT + Long.BYTES;
    static final long SLOTS_SHOWN_AT = AREA_BYTES_AT + Long.BYTES;
    static final long ITEM_LIMIT_AT = SLOTS_SHOWN_AT + Long.BYTES;
    static final long MAX_ITEM_AT = ITEM_LIMIT_AT + Long.BYTES;
    static final long BYTE_LIMIT_AT = MAX_ITEM_AT + Long.BYTES;
    static final long CREATED_AT = BYTE_LIMIT_AT + Long.BYTES;
    static final long CREATOR_AT = CREATED_AT + Long.BYTES;
    static final long STATE_AT = CREATOR_AT + Long.BYTES;

    static final int FLAG_ONE_TO_ONE = 1;
    static final int FLAG_COUNTER = 2;
    static final int FLAG_PIPE_DOORBELL = 4;
    static final int FLAG_UNBOUNDED = 8;
    static final int ALL_FLAGS = 15;

    static final long STATE_OPEN = 1;
    static final long STATE_REMOVED = 2;

    /** Written by producers: where the next run will begin. */
    static final long TAIL_AT = 512;

    static final long PRODUCERS_LOCK_AT = TAIL_AT + Long.BYTES;

    static final long ITEMS_EVENT_AT = TAIL_AT + LINES;

    /** Written by consumers: the oldest run that is not free yet. */
    static final long HEAD_AT = ITEMS_EVENT_AT + LINES;

    static final long CLAIM_RUN_AT = HEAD_AT + Long.BYTES;
    static final long CLAIM_AT_AT = CLAIM_RUN_AT + Long.BYTES;
    static final long CONSUMERS_LOCK_AT = CLAIM_AT_AT + Long.BYTES;

    static final long ROOM_EVENT_AT = HEAD_AT + LINES;

    /** Producers and holders that ever attached; grows after the role is written. */
    static final long ATTACHES_AT = ROOM_EVENT_AT + LINES;

    /** Producers alone that ever attached. */
    static final long PRODUCERS_AT = ATTACHES_AT + Long.BYTES;

    /** What {@link #PRODUCERS_AT} was when the stream last ended. */
    static final long ENDED_AT = PRODUCERS_AT + Long.BYTES;

    /** Slots that were ever used: those from here on are empty. */
    static final long SLOTS_USED_AT = ENDED_AT + Long.BYTES;

    /** Entries of the claims table that were ever used; written under the consumers' lock. */
    static final long CLAIMS_USED_AT = SLOTS_USED_AT + Long.BYTES;

    /** How often somebody was let in; tells those who wait for their turn that it goes on. */
    static final long REGISTRATIONS_AT = CLAIMS_USED_AT + Long.BYTES;

    static final long REDELIVERED_AT = ATTACHES_AT + LINES;
    static final long RECOVERIES_AT = REDELIVERED_AT + Long.BYTES;
    static final long DROPPED_AT = RECOVERIES_AT + Long.BYTES;

    static final long SLOTS_AT = 4096;
    static final int SLOTS = 1024;
    static final long CLAIMS_AT = SLOTS_AT + SLOTS * ParticipantTableLocation.SEAT_BYTES;
    static final long AREA_AT = CLAIMS_AT + SLOTS * ClaimLayout.SIZE;

    static final ParticipantTableLocation SEATS =
            new ParticipantTableLocation(SLOTS_AT, SLOTS, SLOTS_USED_AT, REGISTRATIONS_AT);

    static final EventWord ITEMS = new EventWord(ITEMS_EVENT_AT, "items");
    static final EventWord ROOM = new EventWord(ROOM_EVENT_AT, "room");
    static final EventWord PRODUCERS_LOCK = new EventWord(PRODUCERS_LOCK_AT, "producers");
    static final EventWord CONSUMERS_LOCK = new EventWord(CONSUMERS_LOCK_AT, "consumers");

    private RingLayout() {}

    static long claim(int index) {
        return CLAIMS_AT + index * ClaimLayout.SIZE;
    }
}
