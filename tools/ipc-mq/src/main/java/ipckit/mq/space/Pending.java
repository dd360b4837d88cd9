package ipckit.mq.space;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.List;

/**
 * The pending messages of tasks, applied to one {@link Change}. A pending message was sent to a
 * full port. It is in the mailbox of the port, beyond the queue limit. When enough earlier messages
 * have been received, the message counts as accepted, and its task gets a msg-accepted notice. A
 * thread of a task has at most one pending message for each port.
 *
 * <p>The caller holds the lock of the port space, and commits the change.
 */
final class Pending {
    private static final char SEPARATOR = '/';

    private final Change change;

    Pending(Change change) {
        this.change = change;
    }

    /**
     * Returns whether a thread of a task has a pending message in a port: a message beyond the
     * queue limit.
     *
     * @param task the row index of the task
     * @param thread the name of the thread; empty for messages without a named thread
     * @param port the row index of the port
     */
    boolean exists(int task, String thread, int port) {
        return change.first(
                        RowKind.REQUEST,
                        row -> {
                            RequestRow request = new RequestRow(change, row);
                            return isOf(request, port)
                                    && request.task() == task
                                    && thread(request).equals(thread);
                        })
                != Change.NO_ROW;
    }

    private static boolean isOf(RequestRow request, int port) {
        return request.isFor(PortEvent.MSG_ACCEPTED) && request.port() == port;
    }

    private static String thread(RequestRow request) {
        return request.name().substring(request.name().indexOf(SEPARATOR) + 1);
    }

    private static String portName(RequestRow request) {
        return request.name().substring(0, request.name().indexOf(SEPARATOR));
    }

    /**
     * Checks that the record of a pending message has room for the names of the port and the
     * thread.
     *
     * @throws IpcException UNUSABLE if the names are too long
     */
    static void checkNames(NameRow target, String thread) {
        int most = RowLayout.NAME_BYTES - 1;
        if (target.name().length() + thread.length() > most) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "for a pending message, the names of the port and the thread can have at most "
                            + most
                            + " bytes together");
        }
    }

    /**
     * Records that a message is pending: the port is full, and the message is in its mailbox beyond
     * the queue limit.
     *
     * @param token the token of the message, the number that identifies it
     * @param target the name by which the task has sent the message
     * @param thread the name of the sending thread; empty if the sender has not named a thread
     */
    void add(long token, NameRow target, String thread) {
        RequestRow request =
                RequestRow.create(
                        change,
                        target.task(),
                        target.port(),
                        Change.NO_ROW,
                        PortEvent.MSG_ACCEPTED);
        request.setToken(token);
        request.setName(target.name() + SEPARATOR + thread);
        new PortRow(change, target.port()).addPending(1);
    }

    /**
     * Removes the record of a pending message, because the message was not put into its mailbox.
     * Has no effect if there is no such record.
     *
     * @param token the token of the message, the number that identifies it
     */
    void remove(long token) {
        int row =
                change.first(
                        RowKind.REQUEST,
                        next -> {
                            RequestRow request = new RequestRow(change, next);
                            return request.isFor(PortEvent.MSG_ACCEPTED)
                                    && request.token() == token;
                        });
        if (row != Change.NO_ROW) {
            remove(new RequestRow(change, row));
        }
    }

    /** Removes the record of a pending message. */
    void remove(RequestRow request) {
        if (request.port() != Change.NO_ROW) {
            new PortRow(change, request.port()).addPending(-1);
        }
        change.free(request.row());
    }

    /**
     * Creates a notice for each pending message that its port has accepted. Skips a message whose
     * mailbox is damaged or is locked by a stopped process, so that tasks that do not use this port
     * can go on.
     */
    void accept(PortMailboxes mailboxes) {
        List<Integer> requests =
                change.all(
                        RowKind.REQUEST,
                        row -> new RequestRow(change, row).isFor(PortEvent.MSG_ACCEPTED));
        for (int row : requests) {
            RequestRow request = new RequestRow(change, row);
            if (request.port() != Change.NO_ROW && isAccepted(request, mailboxes)) {
                NoticeRow _ =
                        new Notices(change)
                                .create(request.task(), PortEvent.MSG_ACCEPTED, portName(request));
                remove(request);
            }
        }
    }

    /** Returns whether a pending message is within the queue limit, or has been received. */
    private boolean isAccepted(RequestRow request, PortMailboxes mailboxes) {
        PortRow port = new PortRow(change, request.port());
        try {
            return mailboxes.countBefore(port.number(), request.token()) < port.limit();
        } catch (IpcException e) {
            return false;
        }
    }
}
