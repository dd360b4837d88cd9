package ipckit.common.process;

import ipckit.common.os.NotificationDescriptor;
import ipckit.common.os.NotificationSocket;

import java.util.ArrayList;
import java.util.List;

/**
 * Notifies the process that has started this program, for example a service manager, when this
 * program is ready and when it begins to end. Two forms of notification exist, and a program may
 * use both at once:
 *
 * <ul>
 *   <li>The environment variable {@code NOTIFY_SOCKET} names a socket, which receives {@code
 *       READY=1} and {@code STOPPING=1}, as in sd_notify(3).
 *   <li>An inherited descriptor receives a newline when this program is ready.
 * </ul>
 *
 * <p>A verb (subcommand) that never ends by itself calls {@link #begin} to use the socket. Any
 * other verb leaves the socket to the user's command: the command inherits {@code NOTIFY_SOCKET}
 * and may notify the service manager itself. If neither the variable nor a descriptor is present,
 * no notification is sent. This class is safe for several threads.
 */
public final class ServiceNotification {
    private static final List<NotificationDescriptor> DESCRIPTORS = new ArrayList<>();

    /** Whether {@link #begin} was called. */
    private static volatile boolean begun;

    /** The socket of the service manager, or null. */
    private static volatile NotificationSocket socket;

    private ServiceNotification() {}

    /**
     * Takes over {@code NOTIFY_SOCKET}: from now on, the children of this process do not inherit
     * the variable, because the notifications of a child would be mistaken for those of this
     * process.
     */
    public static void begin() {
        socket = NotificationSocket.inherited();
        begun = true;
    }

    /**
     * Takes over an inherited descriptor, which receives a newline when this program is ready. The
     * children of this process do not inherit it.
     *
     * @throws ipckit.common.IpcException USAGE if the descriptor is not open
     */
    public static synchronized void addDescriptor(int number) {
        DESCRIPTORS.add(NotificationDescriptor.of(number));
    }

    /**
     * Reports that this program is ready. Sends {@code READY=1} to the service manager, if {@link
     * #begin} has found its socket. Also writes a newline to each descriptor that {@link
     * #addDescriptor} has added, and closes the descriptor.
     */
    public static synchronized void ready() {
        NotificationSocket manager = socket;
        if (manager != null) {
            manager.send("READY=1", true);
        }
        for (NotificationDescriptor descriptor : DESCRIPTORS) {
            descriptor.announce();
        }
        DESCRIPTORS.clear();
    }

    /**
     * Reports that a signal has asked this program to end. Never waits, because the thread that
     * handles the signal calls this method.
     */
    static void stopping() {
        NotificationSocket manager = socket;
        if (manager != null) {
            manager.send("STOPPING=1", false);
        }
    }

    /** Returns whether this process has taken over {@code NOTIFY_SOCKET}. */
    static boolean hasBegun() {
        return begun;
    }
}
