package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who this process is, read from {@code /proc/self}: dearer ways load half a library at start. */
final class CurrentProcess {
    private static final Path PROC_SELF = Path.of("/proc/self");

    private CurrentProcess() {}

    /** The effective user. */
    static int uid() {
        try {
            return (Integer) Files.getAttribute(PROC_SELF, "unix:uid");
        } catch (IOException e) {
            throw unknown(e);
        }
    }

    /** The process number as this process's namespace has it: for people to read. */
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
