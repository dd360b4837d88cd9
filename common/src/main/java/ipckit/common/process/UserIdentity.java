package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.Credentials;

/**
 * The user as which this process runs. A program that root has started gives up its rights by this
 * class. Safe for several threads.
 */
public final class UserIdentity {
    /** The largest user ID. The next number stands for "no user" in C. */
    private static final long LARGEST = 0xffff_fffeL;

    private UserIdentity() {}

    /**
     * Makes this process another user for good, with all its threads. The process then has the
     * group with the same number, and no other group. It can no longer open files of other users,
     * send them signals, or become root again. Files that it has opened before stay open. No other
     * process of the new user can read this process's memory or its descriptors in /proc.
     *
     * <p>In a runtime image and in a native binary, the program also works on if the new user
     * cannot read its files. On a class path, the new user must be allowed to read the classes.
     *
     * @param uid the ID of the new user, from 1 to 4294967294; no account needs to have it
     * @throws IpcException USAGE if there is no such ID; DENIED if the system refuses the change,
     *     for example because this process is not root. The process may then have given up its
     *     groups, so it should end
     */
    public static void become(long uid) {
        if (uid < 1 || uid > LARGEST) {
            throw IpcException.usage("no user ID from 1 to " + LARGEST + ": " + uid);
        }
        String refused = Credentials.set(uid);
        if (refused != null) {
            throw new IpcException(
                    Category.DENIED, "cannot become the user " + uid + ": " + refused);
        }
        // The calls can succeed, but leave the process the capability to change its user, if its
        // parent has set the secure bits of capabilities(7).
        if (!Credentials.areOnly(uid) || Credentials.regainRoot()) {
            throw new IpcException(
                    Category.DENIED,
                    "cannot become only the user " + uid + ": the process keeps other rights");
        }
    }

    /**
     * Lets no child process that the calling thread starts get more rights than this thread has,
     * for example by sudo(8). Applies to the calling thread and its descendants, and cannot be
     * undone.
     *
     * @throws IpcException if the system refuses it
     */
    public static void forbidMoreRights() {
        Credentials.forbidMoreRights();
    }
}
