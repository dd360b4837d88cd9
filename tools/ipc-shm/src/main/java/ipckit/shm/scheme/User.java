package ipckit.shm.scheme;

/**
 * Somebody who is attached to a segment.
 *
 * @param pid its process, as far as it is known; 0 if not
 * @param role what it does with the segment
 * @param since milliseconds since 1970; 0 if unknown
 */
public record User(long pid, Role role, long since) {
    /** What somebody who is attached does. The order is that of the numbers in shared memory. */
    public enum Role {
        /** Nothing, or nobody knows. */
        UNKNOWN,
        /** A command that was started with it. */
        COMMAND,
        /** It only keeps the segment. */
        PIN,
        /** A verb of this program reads or writes. */
        ACCESS,
        /** A verb of this program waits for a cell. */
        WAIT
    }
}
