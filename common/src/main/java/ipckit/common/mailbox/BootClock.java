package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A clock that goes on while the machine is suspended, that all processes share, and that nobody
 * can set: leases end by it. {@code /proc/uptime} tells it (proc(5)) to a hundredth of a second,
 * which is enough, and needs no call into C.
 */
final class BootClock {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final long MILLIS_A_HUNDREDTH = 10;

    private BootClock() {}

    /** Milliseconds since the machine was started. */
    static long millis() {
        String text = read(UPTIME);
        int point = text.indexOf('.');
        return (Long.parseLong(text, 0, point, 10) * 100
                        + Long.parseLong(text, point + 1, point + 3, 10))
                * MILLIS_A_HUNDREDTH;
    }

    /** When something ends that begins now, at the least 1. */
    static long after(long millis) {
        return Math.max(1, Math.addExact(millis(), millis));
    }

    /** This boot's own number: after another, every lease is over. */
    static long boot() {
        return UUID.fromString(read(BOOT_ID).strip()).getMostSignificantBits();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new IpcException(
                    Category.FAILED, "cannot read " + path + ": is /proc mounted?", e);
        }
    }
}
