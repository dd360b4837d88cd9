package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.os.BootId;
import ipckit.common.os.ProcessId;

/**
 * The scope within which a pid and a start time identify a process: one boot of the machine and one
 * PID namespace, see pid_namespaces(7). In another scope, for example after a reboot or in another
 * container, the same numbers may belong to another process.
 */
public final class PidSpace {
    private PidSpace() {}

    /**
     * Returns the scope of this process (the boot of the machine and the PID namespace) as one line
     * of ASCII text. Two processes get the same line only if they are in the same scope. If /proc
     * is not mounted, returns an empty text; in this case this program cannot find any process.
     */
    public static String current() {
        try {
            return BootId.text() + " " + ProcessId.ourSpace();
        } catch (IpcException e) {
            return "";
        }
    }
}
