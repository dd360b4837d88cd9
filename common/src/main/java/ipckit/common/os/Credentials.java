package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The users and groups that this process acts as, see credentials(7). Linux has credentials for
 * each thread. The functions of the C library change all threads of the process, because the C
 * library interrupts each thread by a signal for this purpose. A direct system call would change
 * only the calling thread. Several threads may use this class at the same time.
 */
public final class Credentials {
    /** The user ID of root. */
    private static final int ROOT = 0;

    /** The argument of setresuid(2) for an ID that the call must not change. */
    private static final long UNCHANGED = 0xffff_ffffL;

    private static final int PR_SET_NO_NEW_PRIVS = 38;

    /** The number of IDs of a user or group: the real ID, the effective ID and the saved ID. */
    private static final int IDS = 3;

    private static final class Call {
        static final LibraryFunction SET_GROUPS = CallShapes.function("setgroups");
        static final LibraryFunction SET_GROUP_IDS = CallShapes.function("setresgid");
        static final LibraryFunction SET_USER_IDS = CallShapes.function("setresuid");
        static final LibraryFunction GROUPS = CallShapes.function("getgroups");
        static final LibraryFunction GROUP_IDS = CallShapes.function("getresgid");
        static final LibraryFunction USER_IDS = CallShapes.function("getresuid");
        static final LibraryFunction PRCTL = CallShapes.function("prctl");
    }

    private Credentials() {}

    /**
     * Gives up all supplementary groups, and sets the real, effective and saved IDs of the user and
     * of the group. If this method fails, the process may have given up some of its groups.
     *
     * @param id the new user ID and group ID, in the range of C's type {@code uid_t}
     * @return null, or the reason of the failure
     */
    public static String set(long id) {
        LongRun.openClassLibrary();
        // The groups are first, because a process that is no longer root cannot change them.
        int failed = CallShapes.call(Call.SET_GROUPS, 0, 0, 0);
        if (failed == 0) {
            failed = CallShapes.call(Call.SET_GROUP_IDS, id, id, id);
        }
        if (failed == 0) {
            failed = CallShapes.call(Call.SET_USER_IDS, id, id, id);
        }
        return switch (-failed) {
            case 0 -> null;
            case Libc.EINVAL -> "this user namespace has no such user";
            default -> Libc.text(-failed);
        };
    }

    /**
     * Returns whether the real, effective and saved IDs of the calling thread's user and group are
     * {@code id}, and the thread has no supplementary groups.
     */
    public static boolean areOnly(long id) {
        return allAre(Call.USER_IDS, id)
                && allAre(Call.GROUP_IDS, id)
                && CallShapes.call(Call.GROUPS, 0, 0, 0) == 0;
    }

    private static boolean allAre(LibraryFunction function, long id) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ids = arena.allocate(JAVA_INT, IDS);
            long first = ids.address();
            int failed = CallShapes.call(function, first, first + 4, first + 8);
            for (int i = 0; i < IDS; i++) {
                if (failed != 0 || ids.getAtIndex(JAVA_INT, i) != (int) id) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Tries to become root again. Returns whether the attempt succeeded; the process then acts as
     * root.
     */
    public static boolean regainRoot() {
        return CallShapes.call(Call.SET_USER_IDS, UNCHANGED, ROOT, UNCHANGED) == 0;
    }

    /**
     * Prevents the programs that the calling thread starts from getting more rights than this
     * thread has, for example by the set-user-ID bit of a program's file. See PR_SET_NO_NEW_PRIVS
     * in prctl(2). The restriction is valid for the calling thread, for the threads and processes
     * that it starts from now on, and for their descendants. The restriction cannot be undone.
     *
     * @throws ipckit.common.IpcException if the system refuses the restriction
     */
    public static void forbidMoreRights() {
        Libc.checked(
                CallShapes.call(Call.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0),
                "cannot forbid more rights for child processes");
    }
}
