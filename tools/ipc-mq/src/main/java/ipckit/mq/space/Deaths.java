package ipckit.mq.space;

import ipckit.common.object.ObjectFile;

/**
 * Completes the destruction of dying ports and dying tasks. First one change marks a port or a task
 * as dying. From then on, the port or task counts as dead. Afterwards each call of {@link #step}
 * makes one change, which removes one thing that belonged to the port or task. If a process dies
 * between two changes, the port space is consistent, and the next owner of the lock continues.
 */
final class Deaths {
    private final Change change;
    private final Rights rights;
    private final PortMailboxes mailboxes;
    private final SpaceFile file;
    private final Lanes lanes;

    Deaths(Change change, PortMailboxes mailboxes, SpaceFile file, Lanes lanes) {
        this.change = change;
        this.rights = new Rights(change);
        this.mailboxes = mailboxes;
        this.file = file;
        this.lanes = lanes;
    }

    /**
     * Makes and commits one change, which removes one thing that belonged to a dying task or port.
     * Returns false if no port and no task is dying.
     */
    boolean step() {
        if (!change.hasDying()) {
            return false;
        }
        int task = change.first(RowKind.TASK, row -> new TaskRow(change, row).isDying());
        int port = change.first(RowKind.PORT, row -> new PortRow(change, row).isDying());
        if (task != Change.NO_ROW) {
            buryTask(new TaskRow(change, task));
        } else if (port != Change.NO_ROW) {
            buryPort(new PortRow(change, port));
        } else {
            throw ObjectFile.damaged("it has too few dying tasks and ports");
        }
        change.commit();
        return true;
    }

    private int first(RowKind kind, long field, int referred) {
        return change.first(kind, row -> change.get(row, field) == referred + 1L);
    }

    private void buryTask(TaskRow task) {
        int self = task.row();
        int row = first(RowKind.NAME, RowLayout.TASK, self);
        if (row != Change.NO_ROW) {
            rights.destroyAll(new NameRow(change, row));
            return;
        }
        row = first(RowKind.REQUEST, RowLayout.TASK, self);
        if (row != Change.NO_ROW) {
            cancel(new RequestRow(change, row));
            return;
        }
        row = first(RowKind.CARRIED, RowLayout.TASK, self);
        if (row != Change.NO_ROW) {
            new CarriedRow(change, row).forgetTask();
            return;
        }
        int kernel = task.kernelPort();
        if (kernel != Change.NO_ROW) {
            new PortRow(change, kernel).die();
        }
        file.deleteRunFile(task.number());
        task.delete();
    }

    private void cancel(RequestRow request) {
        if (request.isFor(PortEvent.MSG_ACCEPTED)) {
            new Pending(change).remove(request);
        } else {
            change.free(request.row());
        }
    }

    private void buryPort(PortRow port) {
        int self = port.row();
        int row = first(RowKind.NAME, RowLayout.PORT, self);
        if (row != Change.NO_ROW) {
            killName(new NameRow(change, row));
            return;
        }
        row = first(RowKind.REQUEST, RowLayout.PORT, self);
        if (row != Change.NO_ROW) {
            change.free(row);
            return;
        }
        row = first(RowKind.CARRIED, RowLayout.PORT, self);
        if (row != Change.NO_ROW) {
            new CarriedRow(change, row).die();
            return;
        }
        row = first(RowKind.NOTICE, RowLayout.PORT, self);
        if (row != Change.NO_ROW) {
            change.free(row);
            return;
        }
        row = first(RowKind.CARRIED, RowLayout.OTHER, self);
        if (row != Change.NO_ROW) {
            dropCarried(new CarriedRow(change, row));
            return;
        }
        row = first(RowKind.NOTICE, RowLayout.OTHER, self);
        if (row != Change.NO_ROW) {
            int carried = new NoticeRow(change, row).port();
            change.free(row);
            rights.destroyed(carried, Right.RECEIVE);
            return;
        }
        SpaceStep.PD1.reached();
        mailboxes.remove(port.number());
        SpaceStep.PD2.reached();
        if (port.isOfProcess()) {
            file.deleteRunFile(port.number());
        }
        forgetSpecialPort(self);
        lanes.release(change, self);
        port.delete();
    }

    /**
     * Turns a task's name for a dying port into a dead name, and creates the dead-name notice if
     * the task has requested one. If the task has no right to send under the name, deletes the name
     * instead.
     */
    private void killName(NameRow name) {
        if (!name.isSendOnce() && name.sends() == 0) {
            rights.forget(name);
            return;
        }
        Notices notices = new Notices(change);
        int row = notices.deadNameRequest(name.row());
        name.die();
        if (row != Change.NO_ROW) {
            change.free(row);
            // As in Mach, the notice adds one dead right to the name. The task drops this right
            // when it has seen the notice. Therefore the name cannot become the name of another
            // port before the task has seen the notice.
            if (notices.create(name.task(), PortEvent.DEAD_NAME, name.name()) != null) {
                name.addSends(1);
            }
        }
    }

    /**
     * Deletes the row that records a right in a lost message: the port to which the message was
     * sent is dying. If no task has got the right from the message yet, destroys the right.
     */
    private void dropCarried(CarriedRow carried) {
        boolean isAlive = !carried.isAccepted() && !carried.isUsed();
        int port = carried.port();
        Right right = carried.right();
        change.free(carried.row());
        if (isAlive) {
            rights.destroyed(port, right);
        }
    }

    private void forgetSpecialPort(int port) {
        int row = first(RowKind.TASK, RowLayout.PORT, port);
        if (row != Change.NO_ROW) {
            change.set(row, RowLayout.PORT, 0);
        }
        row = first(RowKind.TASK, RowLayout.OTHER, port);
        if (row != Change.NO_ROW) {
            change.set(row, RowLayout.OTHER, 0);
        }
    }
}
