package ipckit.common.mailbox;

import ipckit.common.object.DurableFiles;
import ipckit.common.object.ObjectHeader;
import ipckit.common.object.ObjectKind;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTableLocation;

import java.util.List;

/**
 * The layout of a mailbox's file. Offsets are in bytes. The comment of an offset describes the word
 * at the offset. All words have the machine's byte order. Some words can be computed from the
 * states of the entries, for example the lists. If a participant dies while it owns the lock, the
 * next owner of the lock computes these words again. The terms held, pending and offer are
 * explained at {@link #HELD}, {@link #PENDING} and {@link #OFFERS}.
 *
 * <pre>
 *  0      +------------------------------+
 *         | properties: never change     |  magic, version, sizes
 *         | state                        |  open, or removed
 *  +512   | lock                         |
 *         | events                       |  arrivals, room, answers
 *         | counts                       |  next number; the entries in each list; statistics
 *         | lists                        |  free; ready (one per priority); held; pending; offers;
 *         |                              |  delayed and expiring (one per level of a time wheel)
 *  4096   +------------------------------+
 *         | participants 1024 x 64       |  role, pid, what the participant waits for
 *         +------------------------------+  only in a mailbox of N entries that is not elastic:
 *         | rows      N x 128            |  the message entries
 *         | payloads  N                  |  the bytes of the messages
 *         +------------------------------+  only in an elastic mailbox, at the same offset:
 *         | generations 65536 x 4        |  the list of chunks; the chunks contain the entries
 *         +------------------------------+
 * </pre>
 */
final class MailboxLayout {
    private static final int CACHE_LINES = 128;

    static final long CAPACITY_AT = ObjectHeader.END;
    static final long MAX_SIZE_AT = CAPACITY_AT + Integer.BYTES;
    static final long CREATED_AT = MAX_SIZE_AT + Integer.BYTES;
    static final long CREATOR_AT = CREATED_AT + Long.BYTES;

    /**
     * The value of {@link BootClock#boot}, which is different after each start of the machine. The
     * first process that attaches after the machine was started finds an old value in this word.
     * This process then ends all leases, and stores the new value. If the mailbox is not durable,
     * the process also ends all delays, and makes every message with a time of expiry expire. It
     * does so because times that were measured before the start have no meaning after the start.
     */
    static final long BOOT_AT = CREATOR_AT + Long.BYTES;

    static final long STATE_AT = BOOT_AT + Long.BYTES;

    /** The pid of the mailbox's {@linkplain MailboxOwner owner}; 0 if the mailbox has no owner. */
    static final long OWNER_AT = STATE_AT + Long.BYTES;

    static final long OWNER_STARTED_AT = OWNER_AT + Long.BYTES;
    static final long OWNER_SPACE_AT = OWNER_STARTED_AT + Long.BYTES;

    /**
     * A number that identifies the object directory to which the files of a durable mailbox belong,
     * see {@link DurableFiles}. An object directory is the directory in the home (the directory of
     * all objects) that has the object's name.
     */
    static final long HOME_AT = OWNER_SPACE_AT + Long.BYTES;

    /**
     * A random number by which this mailbox differs from all others, even from a later mailbox with
     * the same name.
     */
    static final long ID_AT = HOME_AT + Long.BYTES;

    static final int FLAG_FIXED = 1;
    static final int SHARING_SHIFT = 4;
    static final int FLAG_SHARING = 3 << SHARING_SHIFT;
    static final int FLAG_ELASTIC = 1 << 6;
    static final int FLAG_DURABLE = 1 << 7;
    static final int ALL_FLAGS = FLAG_FIXED | FLAG_SHARING | FLAG_ELASTIC | FLAG_DURABLE;

    static final long LOCK_AT = 512;
    static final long ARRIVALS_EVENT_AT = LOCK_AT + CACHE_LINES;
    static final long ROOM_EVENT_AT = ARRIVALS_EVENT_AT + CACHE_LINES;
    static final long ANSWERS_EVENT_AT = ROOM_EVENT_AT + CACHE_LINES;

    /** The number that the next message gets. */
    static final long NEXT_NUMBER_AT = ANSWERS_EVENT_AT + CACHE_LINES;

    /**
     * The number of acknowledged messages, for statistics. A request that a receiver has claimed
     * also counts, as soon as its entry becomes free.
     */
    static final long ACKNOWLEDGED_AT = NEXT_NUMBER_AT + Long.BYTES;

    static final long REDELIVERED_AT = ACKNOWLEDGED_AT + Long.BYTES;

    /**
     * The number of ready messages. The word at {@link #HELD_AT} contains the number of entries
     * that are claimed or contain a reply. The word at {@link #PENDING_AT} contains the number of
     * pending messages. After a participant has died, recovery computes all three words again from
     * the states of the entries.
     */
    static final long READY_AT = REDELIVERED_AT + Long.BYTES;

    static final long HELD_AT = READY_AT + Integer.BYTES;
    static final long PENDING_AT = HELD_AT + Integer.BYTES;

    /**
     * The number of offers. An offer is a ready message with a waiting sender. Recovery computes
     * the word again from the states of the entries.
     */
    static final long OFFERS_AT = PENDING_AT + Integer.BYTES;

    /**
     * The number of delayed messages. The word at {@link #EXPIRING_AT} contains the number of
     * messages that will expire unless a receiver claims them before. Recovery computes both words
     * again from the states of the entries.
     */
    static final long DELAYED_AT = OFFERS_AT + Integer.BYTES;

    static final long EXPIRING_AT = DELAYED_AT + Integer.BYTES;

    /** The number of messages that have expired. The number is only for statistics. */
    static final long EXPIRED_AT = EXPIRING_AT + Integer.BYTES;

    static final long PARTICIPANTS_USED_AT = NEXT_NUMBER_AT + CACHE_LINES;
    static final long REGISTRATIONS_AT = PARTICIPANTS_USED_AT + Long.BYTES;

    /**
     * The number of the first entry in the list of free entries, plus 1; 0 if no entry is free.
     * Recovery computes the word again from the states of the entries.
     */
    static final long FREE_AT = PARTICIPANTS_USED_AT + CACHE_LINES;

    /**
     * One bit for each priority. The bit is set if messages of the priority are ready. Recovery
     * computes the word again from the states of the entries.
     */
    static final long PRIORITIES_AT = FREE_AT + Integer.BYTES;

    /**
     * The number of the chunk (a file of message entries) from which entries are allocated, plus 1;
     * 0 if there is no such chunk. Recovery computes the word again from the states of the entries.
     */
    static final long CURRENT_AT = PRIORITIES_AT + Integer.BYTES;

    /**
     * The number of the empty chunk (a file of message entries) that is kept for later use, plus 1;
     * 0 if there is no such chunk. Recovery computes the word again from the states of the entries.
     */
    static final long SPARE_AT = CURRENT_AT + Integer.BYTES;

    /**
     * The number of rows in the used part of the list of chunks (files of message entries). The
     * used part begins with the first row, and ends with the last row in which a chunk was ever
     * stored. All rows after the used part are empty.
     */
    static final long CHUNKS_USED_AT = SPARE_AT + Integer.BYTES;

    /**
     * The generation of the chunk (a file of message entries) that was created last. The generation
     * of a chunk is a number that no earlier chunk had.
     */
    static final long GENERATION_AT = CHUNKS_USED_AT + Integer.BYTES;

    /**
     * A counter in a durable mailbox. It increases with each change of the list of chunks (files of
     * message entries). The word at {@link #KNOWN_ON_DISK_AT} contains the value that the counter
     * had when the list was last written to the disk.
     */
    static final long KNOWN_CHANGES_AT = GENERATION_AT + Integer.BYTES;

    static final long KNOWN_ON_DISK_AT = KNOWN_CHANGES_AT + Long.BYTES;

    /**
     * The base of the two {@linkplain TimeWheel time wheels}: a time in milliseconds of the {@link
     * MessageClock}. One time wheel is for delayed messages, and one is for expiring messages. A
     * time wheel consists of several lists. The time of a message and the base decide which of
     * these lists contains the message.
     */
    static final long TIME_BASE_AT = KNOWN_ON_DISK_AT + Long.BYTES;

    /**
     * Two words for each list of entries. The first word contains the number of the list's first
     * entry plus 1. The second word contains the number of its last entry plus 1. Both words are 0
     * if the list is empty. Recovery computes the words again from the states of the entries.
     */
    static final long LISTS_AT = FREE_AT + CACHE_LINES;

    /**
     * The number of priorities. Each priority has its own list of ready messages. Every list has a
     * number, and the list of priority p has the number p.
     */
    static final int PRIORITIES = 32;

    /**
     * The number that identifies the list of held entries. A held entry contains a claimed message
     * or a reply.
     */
    static final int HELD = PRIORITIES;

    /**
     * The number that identifies the list of pending entries. A pending entry contains a message
     * that was sent while the mailbox was full. The message becomes ready when the mailbox has
     * room.
     */
    static final int PENDING = HELD + 1;

    /**
     * The number that identifies the list of offers. An offer is a ready message whose sender waits
     * until the message is received or has a reply.
     */
    static final int OFFERS = PENDING + 1;

    /**
     * The number that identifies the first list of delayed entries. There is one list for each
     * level of a {@link TimeWheel}.
     */
    static final int DELAYED = OFFERS + 1;

    /**
     * The number that identifies the first list of expiring entries. There is one list for each
     * level of a {@link TimeWheel}. An expiring entry contains a message that expires and that no
     * receiver has claimed: the message is ready, delayed or pending.
     */
    static final int EXPIRING = DELAYED + TimeWheel.LEVELS;

    static final int LISTS = EXPIRING + TimeWheel.LEVELS;

    static final int MAX_PARTICIPANTS = 1024;
    private static final long PARTICIPANTS_AT = 4096;

    static final ParticipantTableLocation PARTICIPANTS =
            new ParticipantTableLocation(
                    PARTICIPANTS_AT, MAX_PARTICIPANTS, PARTICIPANTS_USED_AT, REGISTRATIONS_AT);

    /**
     * The index in the liveness file of the first byte for an {@linkplain ExclusiveRole exclusive
     * role}. A process locks one of these bytes before it attaches to a mailbox that admits only
     * two participants, or before it attaches as a receiver or a service to a mailbox that admits
     * only one receiver. In the file, these bytes come after one byte for each participant and one
     * byte that a process locks while it attaches.
     */
    static final int FIRST_EXCLUSIVE_ROLE = PARTICIPANTS.liveBytes();

    static final int EXCLUSIVE_ROLES = 2;

    static final long ROWS_AT =
            PARTICIPANTS_AT + MAX_PARTICIPANTS * ParticipantTableLocation.ROW_BYTES;

    /**
     * The list of chunks in an elastic mailbox. A chunk is a file that contains message entries.
     * The list contains the generation of each chunk: a number that no earlier chunk had. If a
     * chunk does not exist, its generation is 0. A mailbox that is not elastic has no list of
     * chunks, and its message entries begin at this offset.
     */
    private static final long GENERATIONS_AT = ROWS_AT;

    /** The largest number of chunks of an elastic mailbox. A chunk is a file of message entries. */
    static final int CHUNKS = 1 << 16;

    static final EventWord LOCK = new EventWord(LOCK_AT, "lock");
    static final EventWord ARRIVALS = new EventWord(ARRIVALS_EVENT_AT, "arrivals");
    static final EventWord ROOM = new EventWord(ROOM_EVENT_AT, "room");
    static final EventWord ANSWERS = new EventWord(ANSWERS_EVENT_AT, "answers");

    static final ObjectKind KIND =
            new ObjectKind(
                    "mailbox",
                    "box",
                    0x786f_6269_6b63_7069L, // "ipckibox" as a little-endian number
                    2,
                    CREATED_AT,
                    CREATOR_AT,
                    STATE_AT,
                    HOME_AT,
                    ROWS_AT,
                    PARTICIPANTS,
                    FIRST_EXCLUSIVE_ROLE + EXCLUSIVE_ROLES,
                    List.of(ARRIVALS, ROOM, ANSWERS),
                    List.of(ChunkFiles.PREFIX));

    private MailboxLayout() {}

    static long generation(int chunk) {
        return GENERATIONS_AT + (long) chunk * Integer.BYTES;
    }

    static long row(int entry) {
        return ROWS_AT + entry * EntryLayout.SIZE;
    }

    static long first(int list) {
        return LISTS_AT + list * (2L * Integer.BYTES);
    }

    /**
     * Returns the offset of the word that contains the number of entries in a list. All lists of
     * ready entries (one for each priority) share one word, which contains the total number of
     * ready entries. The lists of delayed entries share another word, and the lists of expiring
     * entries a third one.
     */
    static long count(int list) {
        if (list < HELD) {
            return READY_AT;
        }
        int kind = list < DELAYED ? list : list < EXPIRING ? DELAYED : DELAYED + 1;
        return HELD_AT + (kind - HELD) * (long) Integer.BYTES;
    }

    static long last(int list) {
        return first(list) + Integer.BYTES;
    }
}
