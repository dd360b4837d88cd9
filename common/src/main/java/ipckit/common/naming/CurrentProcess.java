package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the user and the pid of this process from {@code /proc/self}. The methods of the JDK for
 * this purpose are not used, because they load many classes at the start of a program.
 */
public final class CurrentProcess {
    private static final Path PROC_SELF = Path.of("/proc/self");

    private CurrentProcess() {}

    /** Returns the effective user ID of this process. */
    public static int uid() {
        try {
            return (Integer) Files.getAttribute(PROC_SELF, "unix:uid");
        } catch (IOException e) {
            throw unknown(e);
        }
    }

    /**
     * Returns the pid of this process in its own pid namespace. The pid is used only in file names,
     * as information for people. It does not identify the process, because pids are reused and
     * differ between containers.
     */
    static String pid() {
        try {
            return Files.readSymbolicLink(PROC_SELF).toString();
        } catch (IOException e) {
            throw unknown(e);
        }
    }

    private static IpcException unknown(IOException e) {
        return new IpcException(Category.FAILED, "cannot read /proc/self: is /proc mounted?", e);
    }
}
