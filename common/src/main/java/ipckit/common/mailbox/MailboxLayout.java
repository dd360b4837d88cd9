package ipckit.common.mailbox;

import ipckit.common.object.ObjectHeader;
import ipckit.common.object.ObjectKind;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTableLocation;

import java.util.List;

/**
 * Where everything is in a mailbox's file. Offsets in bytes; all words have the machine's byte
 * order.
 *
 * <pre>
 *  0      +------------------------------+
 *         | what it is: never changes    |  magic, version, sizes
 *         | state                        |  open, or removed
 *  +512   | lock                         |
 *         | events                       |  arrivals, room, answers
 *         | counts                       |  next number, ready, held, pending, offers; tallies
 *         | lists                        |  free slots; ready ones of each priority; held; pending; offers
 *  4096   +------------------------------+
 *         | participants 1024 x 64       |  role, pid, what the participant waits for
 *         +------------------------------+  unbounded: the chunks' generations, 65536 x 4; else:
 *         | lines     N x 128            |  the slots
 *         +------------------------------+
 *         | cells     N                  |  their bytes
 *         +------------------------------+
 * </pre>
 */
final class MailboxLayout {
    /** A symbolic link to the directory on a disk that has the files of a durable mailbox. */
    static final String DISK = "disk";

    private static final int LINES = 128;

    static final long CAPACITY_AT = ObjectHeader.END;
    static final long MAX_SIZE_AT = CAPACITY_AT + Integer.BYTES;
    static final long CREATED_AT = MAX_SIZE_AT + Integer.BYTES;
    static final long CREATOR_AT = CREATED_AT + Long.BYTES;

    /** The boot in which the leases were given, see {@link BootClock}. */
    static final long BOOT_AT = CREATOR_AT + Long.BYTES;

    static final long STATE_AT = BOOT_AT + Long.BYTES;

    /** The process that it ends with, see {@link MailboxOwner}; 0 for none. */
    static final long OWNER_AT = STATE_AT + Long.BYTES;

    static final long OWNER_STARTED_AT = OWNER_AT + Long.BYTES;
    static final long OWNER_SPACE_AT = OWNER_STARTED_AT + Long.BYTES;

    /**
     * Of a durable mailbox: which directory has taken it up, see {@link DurableFiles#takeUp}; or
     * that it never will be again.
     */
    static final long HOME_AT = OWNER_SPACE_AT + Long.BYTES;

    static final long HOMELESS = -1;

    /** What tells this mailbox from all others, also from one that gets its name later. */
    static final long ID_AT = HOME_AT + Long.BYTES;

    static final int FLAG_FIXED = 1;
    static final int SHARING_SHIFT = 4;
    static final int FLAG_SHARING = 3 << SHARING_SHIFT;
    static final int FLAG_UNBOUNDED = 1 << 6;
    static final int FLAG_DURABLE = 1 << 7;
    static final int ALL_FLAGS = FLAG_FIXED | FLAG_SHARING | FLAG_UNBOUNDED | FLAG_DURABLE;

    static final long LOCK_AT = 512;
    static final long ARRIVALS_EVENT_AT = LOCK_AT + LINES;
    static final long ROOM_EVENT_AT = ARRIVALS_EVENT_AT + LINES;
    static final long ANSWERS_EVENT_AT = ROOM_EVENT_AT + LINES;

    /** The number that the next message has. */
    static final long NEXT_NUMBER_AT = ANSWERS_EVENT_AT + LINES;

    /** For people to read: how many messages were received for good, and how many came again. */
    static final long ACKNOWLEDGED_AT = NEXT_NUMBER_AT + Long.BYTES;

    static final long REDELIVERED_AT = ACKNOWLEDGED_AT + Long.BYTES;

    /** Derived: how many messages are ready, in somebody's hands (or answered), and pending. */
    static final long READY_AT = REDELIVERED_AT + Long.BYTES;

    static final long HELD_AT = READY_AT + Integer.BYTES;
    static final long PENDING_AT = HELD_AT + Integer.BYTES;

    /** Derived: how many of the ready ones have a sender who waits. */
    static final long OFFERS_AT = PENDING_AT + Integer.BYTES;

    static final long PARTICIPANTS_USED_AT = NEXT_NUMBER_AT + LINES;
    static final long REGISTRATIONS_AT = PARTICIPANTS_USED_AT + Long.BYTES;

    /** Derived: the first slot + 1 of those that are free. */
    static final long FREE_AT = PARTICIPANTS_USED_AT + LINES;

    /** Derived: a bit for each priority that has ready messages. */
    static final long PRIORITIES_AT = FREE_AT + Integer.BYTES;

    /** Derived, of an unbounded mailbox: the chunk + 1 that slots are given out of; 0 for none. */
    static final long CURRENT_AT = PRIORITIES_AT + Integer.BYTES;

    /** Derived: a chunk + 1 of which nothing is used, and that is kept; 0 for none. */
    static final long SPARE_AT = CURRENT_AT + Integer.BYTES;

    /** Of an unbounded mailbox: how many chunks there have been at one time. */
    static final long CHUNKS_USED_AT = SPARE_AT + Integer.BYTES;

    /** The last generation that a chunk was given. */
    static final long GENERATION_AT = CHUNKS_USED_AT + Integer.BYTES;

    /**
     * Of a durable one: how often it changed which chunks are known, and how much of that is on the
     * disk.
     */
    static final long KNOWN_CHANGES_AT = GENERATION_AT + Integer.BYTES;

    static final long KNOWN_ON_DISK_AT = KNOWN_CHANGES_AT + Long.BYTES;

    /** Derived: first and last of each list, each a slot + 1, or 0. */
    static final long LISTS_AT = FREE_AT + LINES;

    /** The lists of ready messages are numbered by their priority. */
    static final int PRIORITIES = 32;

    /** The list of what is claimed or answered. */
    static final int HELD = PRIORITIES;

    /** The list of what is pending. */
    static final int PENDING = HELD + 1;

    /** The list of what is ready and has a sender who waits. */
    static final int OFFERS = PENDING + 1;

    static final int LISTS = OFFERS + 1;

    static final int MAX_PARTICIPANTS = 1024;
    private static final long PARTICIPANTS_AT = 4096;

    static final ParticipantTableLocation PARTICIPANTS =
            new ParticipantTableLocation(
                    PARTICIPANTS_AT, MAX_PARTICIPANTS, PARTICIPANTS_USED_AT, REGISTRATIONS_AT);

    /** Bytes of the liveness file behind those of the participants, see {@link ExclusiveRole}. */
    static final int FIRST_EXCLUSIVE_ROLE = PARTICIPANTS.liveBytes();

    static final int EXCLUSIVE_ROLES = 2;

    static final long LINES_AT =
            PARTICIPANTS_AT + MAX_PARTICIPANTS * ParticipantTableLocation.ROW_BYTES;

    /** Of an unbounded mailbox, in place of the lines: each chunk's generation, 0 for none. */
    private static final long GENERATIONS_AT = LINES_AT;

    /** The most chunks. */
    static final int CHUNKS = 1 << 16;

    static final EventWord LOCK = new EventWord(LOCK_AT, "lock");
    static final EventWord ARRIVALS = new EventWord(ARRIVALS_EVENT_AT, "arrivals");
    static final EventWord ROOM = new EventWord(ROOM_EVENT_AT, "room");
    static final EventWord ANSWERS = new EventWord(ANSWERS_EVENT_AT, "answers");

    static final ObjectKind KIND =
            new ObjectKind(
                    "mailbox",
                    "box",
                    0x786f_6269_6b63_7069L, // "ipckibox", read as little-endian bytes
                    1,
                    CREATED_AT,
                    CREATOR_AT,
                    STATE_AT,
                    LINES_AT,
                    PARTICIPANTS,
                    FIRST_EXCLUSIVE_ROLE + EXCLUSIVE_ROLES,
                    List.of(ARRIVALS, ROOM, ANSWERS));

    private MailboxLayout() {}

    static long generation(int chunk) {
        return GENERATIONS_AT + (long) chunk * Integer.BYTES;
    }

    static long line(int slot) {
        return LINES_AT + slot * EntryLayout.SIZE;
    }

    static long first(int list) {
        return LISTS_AT + list * (2L * Integer.BYTES);
    }

    static long last(int list) {
        return first(list) + Integer.BYTES;
    }
}
