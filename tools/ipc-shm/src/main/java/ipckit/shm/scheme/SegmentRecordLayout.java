package ipckit.shm.scheme;

import ipckit.common.object.ObjectHeader;
import ipckit.common.object.ObjectKind;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTableLocation;

import java.util.List;

/**
 * The layout of the file {@code users} in the directory of a local segment. Offsets are in bytes.
 * Words have the machine's byte order.
 *
 * <pre>
 *     0  header       magic, version, flags (none), file size
 *    24  record       creation time, creator, state, the segment's id, time of the last detach
 *   512  event        the word on which a process sleeps while it waits for a cell of the segment
 *   640  counts       number of rows up to the last row that was ever used; then an unused word
 *  4096  participants 1023 rows of 64 bytes
 * </pre>
 *
 * <p>Times are in milliseconds since 1970. The row of a participant contains the time at which the
 * participant attached, and stays in the table after the participant has detached. The row with the
 * latest time therefore shows which process attached last.
 */
final class SegmentRecordLayout {
    static final long CREATED_AT = ObjectHeader.END;
    static final long CREATOR_AT = CREATED_AT + Long.BYTES;
    static final long STATE_AT = CREATOR_AT + Long.BYTES;
    static final long ID_AT = STATE_AT + Long.BYTES;
    static final long DETACHED_AT = ID_AT + Long.BYTES;

    private static final long EVENT_AT = 512;
    private static final long USED_AT = 640;
    private static final long REGISTRATIONS_AT = USED_AT + Long.BYTES;
    private static final long PARTICIPANTS_AT = 4096;

    /** The greatest number of processes that can be attached at the same time. */
    static final int MAX_PARTICIPANTS = 1023;

    static final long SIZE =
            PARTICIPANTS_AT + MAX_PARTICIPANTS * ParticipantTableLocation.ROW_BYTES;

    static final EventWord CELLS = new EventWord(EVENT_AT, null);

    private static final ParticipantTableLocation PARTICIPANTS =
            new ParticipantTableLocation(
                    PARTICIPANTS_AT, MAX_PARTICIPANTS, USED_AT, REGISTRATIONS_AT);

    /** The magic number in the header: the text "ipckseg" in little-endian order. */
    private static final long MAGIC = 0x67_65_73_6b_63_70_69L;

    static final ObjectKind KIND =
            new ObjectKind(
                    "segment",
                    "users",
                    MAGIC,
                    1,
                    CREATED_AT,
                    CREATOR_AT,
                    STATE_AT,
                    0,
                    SIZE,
                    PARTICIPANTS,
                    PARTICIPANTS.liveBytes(),
                    List.of(CELLS),
                    List.of());

    private SegmentRecordLayout() {}
}
