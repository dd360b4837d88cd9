package ipckit.mq.space;

import ipckit.common.IpcException;

import java.util.ArrayList;
import java.util.List;

/**
 * Records the requests of tasks for notices, and creates the notices: messages that inform a task
 * about a port. All this is part of one {@link Change}, which the caller commits.
 */
final class Notices {
    private final Change change;

    Notices(Change change) {
        this.change = change;
    }

    /**
     * Records that a task requests a notice. The request replaces an earlier request for the same
     * event.
     *
     * @param name the name of the port in the task
     * @throws IpcException DENIED if the task lacks the right that the request needs; REMOVED if
     *     the port is dead
     */
    void request(TaskRow task, NameRow name, PortEvent event) {
        boolean isForSender = event == PortEvent.DEAD_NAME;
        Rights rights = new Rights(change);
        if (isForSender) {
            rights.requireToSend(name);
        } else {
            rights.require(name, Right.RECEIVE);
        }
        int before = isForSender ? deadNameRequest(name.row()) : request(name.port(), event);
        if (before != Change.NO_ROW) {
            change.free(before);
        }
        RequestRow request =
                RequestRow.create(
                        change,
                        task.row(),
                        name.port(),
                        isForSender ? name.row() : Change.NO_ROW,
                        event);
        request.setName(name.name());
        if (event == PortEvent.NO_SENDERS && new PortRow(change, name.port()).senders() == 0) {
            noSenders(name.port());
        }
    }

    /**
     * Returns the row index of the request for a dead-name notice about a name; NO_ROW for none.
     */
    int deadNameRequest(int name) {
        return change.first(
                RowKind.REQUEST,
                row -> {
                    RequestRow request = new RequestRow(change, row);
                    return request.isFor(PortEvent.DEAD_NAME) && request.isOfName(name);
                });
    }

    /**
     * Returns the events about which a task will get notices for a port.
     *
     * @param name the task's name for the port
     */
    List<PortEvent> requested(NameRow name) {
        List<PortEvent> found = new ArrayList<>();
        if (deadNameRequest(name.row()) != Change.NO_ROW) {
            found.add(PortEvent.DEAD_NAME);
        }
        for (PortEvent event : List.of(PortEvent.NO_SENDERS, PortEvent.PORT_DESTROYED)) {
            int row = request(name.port(), event);
            if (row != Change.NO_ROW && new RequestRow(change, row).task() == name.task()) {
                found.add(event);
            }
        }
        return found;
    }

    /** Returns the row index of the request for a notice about a port; NO_ROW if there is none. */
    private int request(int port, PortEvent event) {
        return change.first(
                RowKind.REQUEST,
                row -> {
                    RequestRow request = new RequestRow(change, row);
                    return request.isFor(event) && request.port() == port;
                });
    }

    /** Creates a notice that a port has no senders, if a task has requested this notice. */
    void noSenders(int port) {
        int row = request(port, PortEvent.NO_SENDERS);
        if (row != Change.NO_ROW) {
            RequestRow request = new RequestRow(change, row);
            NoticeRow _ = create(request.task(), PortEvent.NO_SENDERS, request.name());
            change.free(row);
        }
    }

    /**
     * If a task has requested a port-destroyed notice for a port, creates this notice. The notice
     * carries the receive right to the port, so that the port stays alive. Returns false if there
     * is no such request, or if the task can get no notice.
     */
    boolean carryReceiveRight(int port) {
        int row = request(port, PortEvent.PORT_DESTROYED);
        if (row == Change.NO_ROW) {
            return false;
        }
        RequestRow request = new RequestRow(change, row);
        change.free(row);
        NoticeRow notice = create(request.task(), PortEvent.PORT_DESTROYED, request.name());
        if (notice == null) {
            return false;
        }
        notice.carry(port);
        return true;
    }

    /**
     * Creates a notice for a task.
     *
     * @param name the name of the port about which the notice informs
     * @return the notice; null if the task is dying or its notify port is dead
     */
    NoticeRow create(int task, PortEvent event, String name) {
        if (task == Change.NO_ROW) {
            return null;
        }
        TaskRow row = new TaskRow(change, task);
        int port = row.isDying() ? Change.NO_ROW : row.notifyPort();
        if (port == Change.NO_ROW || new PortRow(change, port).isDying()) {
            return null;
        }
        return NoticeRow.create(change, port, event, name);
    }
}
