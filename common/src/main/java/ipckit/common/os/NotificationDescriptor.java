package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;

/**
 * An inherited descriptor, usually of a pipe, to which a program writes a newline when it is ready.
 * The supervision suite s6 defines this protocol. The programs that this process starts do not
 * inherit the descriptor.
 *
 * <p>An instance belongs to one thread.
 */
public final class NotificationDescriptor {
    private static final int F_GETFD = 1;

    private final int number;

    private NotificationDescriptor(int number) {
        this.number = number;
    }

    /**
     * Takes over a descriptor that this process has inherited.
     *
     * @throws IpcException USAGE if the descriptor is not open
     */
    public static NotificationDescriptor of(int number) {
        if (FileDescriptors.control(number, F_GETFD, 0) < 0) {
            throw new IpcException(
                    Category.USAGE, "cannot notify descriptor " + number + ": it is not open");
        }
        InheritableDescriptors.withhold(number);
        return new NotificationDescriptor(number);
    }

    /**
     * Writes a newline and closes the descriptor. Ignores a failure of the write, because the usual
     * cause is that the reader has ended and no longer waits for the newline.
     */
    public void announce() {
        try (Arena arena = Arena.ofConfined()) {
            FileDescriptors.write(number, Libc.string(new byte[] {'\n'}, arena), 1);
        }
        FileDescriptors.close(number);
    }
}
