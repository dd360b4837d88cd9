package ipckit.shm.scheme;

/**
 * The file {@code users} beside a segment.
 *
 * <pre>
 *   0  magic, 8 bytes: "ipcshm" 0 version
 *   8  the segment's number          16  the process that made it     24  when
 *  32  the event of its cells (4)    40  when somebody detached last
 *  64  a line of 64 bytes for each slot of {@code live}:
 *      +0 process   +8 its pid namespace   +16 role   +24 since
 * </pre>
 *
 * <p>Words are of 8 bytes if nothing else is said, in the machine's byte order; times are
 * milliseconds since 1970. A line tells something only as long as its slot's byte of {@code live}
 * is locked; the youngest line tells who attached last.
 */
final class UsersLayout {
    static final long MAGIC = 0;
    static final long ID = 8;
    static final long CREATOR = 16;
    static final long CREATED = 24;
    static final long EVENT = 32;
    static final long DETACHED = 40;

    private static final long LINES = 64;
    private static final long LINE = 64;

    static final long PROCESS = 0;
    static final long NAMESPACE = 8;
    static final long ROLE = 16;
    static final long SINCE = 24;

    /** How many can be attached at a time. */
    static final int SLOTS = 1023;

    static final long SIZE = LINES + SLOTS * LINE;

    /** What the file begins with: letters, so that nobody takes it for anything else. */
    static final long FORMAT = 0x01_00_6d_68_73_63_70_69L;

    private UsersLayout() {}

    static long line(int slot) {
        return LINES + slot * LINE;
    }
}
