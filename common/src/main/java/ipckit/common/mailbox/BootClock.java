package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.BootId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The clock that decides when the leases of claimed messages end. All processes of the machine see
 * the same time, which no user can set. The clock also counts while the machine is suspended.
 *
 * <p>The clock is read from {@code /proc/uptime} (proc(5)). Its resolution of 10 ms is precise
 * enough for leases, and reading it needs no native call.
 */
final class BootClock {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final long MILLIS_A_HUNDREDTH = 10;

    private BootClock() {}

    /** Returns the time of this clock: the milliseconds since the machine was started. */
    static long millis() {
        // The kernel writes the seconds with exactly two decimals. If the decimal point is removed,
        // the remaining digits are a number of hundredths of a second.
        String seconds = uptime().split(" ", 2)[0];
        return Long.parseLong(seconds.replace(".", "")) * MILLIS_A_HUNDREDTH;
    }

    /**
     * Returns the time that this clock will show {@code millis} milliseconds from now. The result
     * is at least 1, because the value 0 means that a claim has no lease.
     */
    static long after(long millis) {
        return Math.max(1, Math.addExact(millis(), millis));
    }

    /**
     * Returns a number that is different after each start of the machine. A mailbox stores this
     * number. If the stored number differs from the result of this method, the machine was
     * restarted after the number was stored. All leases that were given before the restart then
     * count as ended.
     */
    static long boot() {
        return UUID.fromString(BootId.text()).getMostSignificantBits();
    }

    private static String uptime() {
        try {
            return Files.readString(UPTIME);
        } catch (IOException e) {
            throw new IpcException(
                    Category.FAILED, "cannot read " + UPTIME + ": is /proc mounted?", e);
        }
    }
}
