package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The random identifier that Linux chooses at each start of the machine, see random(4). */
public final class BootId {
    private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /**
     * Returns the identifier, which has the form of a UUID.
     *
     * @throws IpcException FAILED if /proc is not mounted
     */
    public static String text() {
        try {
            return Files.readString(FILE).strip();
        } catch (IOException e) {
            throw new IpcException(
                    Category.FAILED, "cannot read " + FILE + ": is /proc mounted?", e);
        }
    }
}
