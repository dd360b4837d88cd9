package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.Credentials;

/**
 * Changes the user as which this process runs. With this class, a program that root has started
 * gives up the rights of root. This class is safe for several threads.
 */
public final class UserIdentity {
    /** The largest user ID. The next number stands for "no user" in C. */
    public static final long LARGEST = 0xffff_fffeL;

    private UserIdentity() {}

    /**
     * Changes the user of all threads of this process. The change cannot be undone. Afterwards, the
     * only group of the process is the group whose ID equals {@code uid}. The process has no rights
     * of root any more, and cannot become root again. Files that it has opened before stay open. No
     * other process of the new user can read this process's memory or its descriptors in /proc.
     *
     * <p>A program in a runtime image or in a native binary continues to work even if the new user
     * cannot read the program's files. On a class path, the new user must be allowed to read the
     * classes.
     *
     * @param uid the ID of the new user, from 1 to 4294967294; an account with this ID need not
     *     exist
     * @throws IpcException USAGE if {@code uid} is out of range; DENIED if the system refuses the
     *     change, for example because this process is not root. After DENIED, the process may have
     *     lost its groups already, so it should end
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
        // Credentials.set() may succeed although this process keeps the capability to change its
        // user. This happens if the parent process has set secure bits, see capabilities(7).
        if (!Credentials.areOnly(uid) || Credentials.regainRoot()) {
            throw new IpcException(
                    Category.DENIED,
                    "cannot become only the user " + uid + ": the process keeps other rights");
        }
    }

    /**
     * Forbids the child processes that the calling thread starts to get more rights than this
     * thread has, for example by sudo(8). The restriction also applies to the threads that the
     * calling thread starts and to all descendants, and cannot be removed.
     *
     * @throws IpcException if the system refuses the restriction
     */
    public static void forbidMoreRights() {
        Credentials.forbidMoreRights();
    }
}
