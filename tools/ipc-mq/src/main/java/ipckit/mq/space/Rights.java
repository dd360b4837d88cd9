package ipckit.mq.space;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Mach's rules for the rights of tasks, applied to one {@link Change}. The caller commits the
 * change.
 *
 * <p>A task has a table of names. It has one name for all its receive and send rights to one port.
 * Each send-once right has a name of its own.
 */
final class Rights {
    /** The name of the port to which the notices of a task are sent. */
    static final String NOTIFY = "notify";

    /** The name under which a task has a send right to its own kernel port. */
    static final String KERNEL = "kernel";

    private final Change change;
    private final Notices notices;

    Rights(Change change) {
        this.change = change;
        this.notices = new Notices(change);
    }

    /**
     * Returns a task that is not dying.
     *
     * @throws IpcException ABSENT if there is no such task
     */
    TaskRow task(String name) {
        TaskRow task = findTask(name);
        if (task == null || task.isDying()) {
            throw new IpcException(Category.ABSENT, "no such task: " + name);
        }
        return task;
    }

    /** Returns the task with a name, or null if no task has this name. The task may be dying. */
    TaskRow findTask(String name) {
        int row = change.first(RowKind.TASK, task -> change.hasName(task, name));
        return row == Change.NO_ROW ? null : new TaskRow(change, row);
    }

    /**
     * Returns the task whose kernel port has the row index {@code port}; null if the port is no
     * kernel port.
     */
    TaskRow taskOfKernelPort(int port) {
        int row =
                change.first(RowKind.TASK, task -> new TaskRow(change, task).kernelPort() == port);
        return row == Change.NO_ROW ? null : new TaskRow(change, row);
    }

    /**
     * Finds a name that a task has, and returns its row in the port space's table; null if the task
     * does not have the name.
     */
    NameRow find(int task, String name) {
        return name(row -> isOf(row, task) && change.hasName(row, name));
    }

    /**
     * Finds a name that a task has, and returns its row in the port space's table.
     *
     * @throws IpcException DENIED if the task does not have the name
     */
    NameRow required(TaskRow task, String name) {
        NameRow found = find(task.row(), name);
        if (found == null) {
            throw new IpcException(
                    Category.DENIED, "task " + task.name() + " has no right named " + name);
        }
        return found;
    }

    /**
     * Finds a name that a task has, and returns its row in the port space's table.
     *
     * @throws IpcException ABSENT if there is no such task; DENIED if the task does not have the
     *     name
     */
    NameRow required(String task, String name) {
        return required(task(task), name);
    }

    /** Returns all names that a task has for ports and port sets. */
    List<NameRow> namesOf(int task) {
        List<NameRow> found = new ArrayList<>();
        for (int row : change.all(RowKind.NAME, name -> isOf(name, task))) {
            found.add(new NameRow(change, row));
        }
        return found;
    }

    /**
     * Returns the name under which a task has its receive and send rights to a port; null if the
     * task has none of these rights.
     */
    NameRow ofPort(int task, int port) {
        return name(
                row -> {
                    NameRow name = new NameRow(change, row);
                    return isOf(row, task) && name.port() == port && !name.isSendOnce();
                });
    }

    /**
     * Returns the name under which a task has the receive right to a port; null if no task has this
     * right.
     */
    NameRow receiver(int port) {
        return name(
                row -> {
                    NameRow name = new NameRow(change, row);
                    return name.hasReceive() && name.port() == port;
                });
    }

    private NameRow name(IntPredicate condition) {
        int row = change.first(RowKind.NAME, condition);
        return row == Change.NO_ROW ? null : new NameRow(change, row);
    }

    private boolean isOf(int row, int task) {
        return change.get(row, RowLayout.TASK) == task + 1L;
    }

    /**
     * Returns a name that a task does not have yet. This is the wanted name if it is free.
     * Otherwise it is the first free name of NAME.2, NAME.3 and so on. A long name is shortened to
     * make room for the number.
     */
    String freeName(int task, String wanted) {
        if (find(task, wanted) == null) {
            return wanted;
        }
        // A task can have many names that differ only in the number: a service has one such name
        // for each open request. Therefore all names are read once. One search for each number
        // would take long, and would keep the lock of the port space meanwhile.
        Set<String> taken = new HashSet<>();
        namesOf(task).forEach(name -> taken.add(name.name()));
        String free = wanted;
        for (int i = 2; taken.contains(free); i++) {
            String suffix = "." + i;
            int kept = Math.min(wanted.length(), ObjectName.MAX_LENGTH - suffix.length());
            free = wanted.substring(0, kept) + suffix;
        }
        return free;
    }

    /**
     * Checks that a task does not have a name yet.
     *
     * @throws IpcException EXISTS if the task has the name
     */
    void refuseTaken(TaskRow task, String name) {
        if (find(task.row(), name) != null) {
            throw new IpcException(
                    Category.EXISTS, "task " + task.name() + " has a right named " + name);
        }
    }

    /**
     * Gives a right to a task. If the task already has a name for the port, a receive right or a
     * send right is added to that name. If the port is dead, the task gets a dead name, which is a
     * name without a port.
     *
     * @param port the row index of the right's port; NO_ROW if the port is dead
     * @param wanted the name that the right gets if the task has no name for the port, see {@link
     *     #freeName}
     * @return the name that the task now has for the right
     */
    NameRow give(int task, int port, Right right, String wanted) {
        if (port == Change.NO_ROW || new PortRow(change, port).isDying()) {
            NameRow dead = NameRow.create(change, task, Change.NO_ROW, freeName(task, wanted));
            dead.die();
            return dead;
        }
        NameRow name = right == Right.SEND_ONCE ? null : ofPort(task, port);
        if (name == null) {
            name = NameRow.create(change, task, port, freeName(task, wanted));
        }
        switch (right) {
            case RECEIVE -> name.setReceive(true);
            case SEND -> name.addSends(1);
            case SEND_ONCE -> name.setSendOnce();
        }
        return name;
    }

    /**
     * Checks that a task has a right under a name.
     *
     * @throws IpcException REMOVED if the name is dead; DENIED if the task lacks the right
     */
    void require(NameRow name, Right right) {
        if (name.isDead()) {
            throw Ports.dead(name.name());
        }
        boolean has =
                switch (right) {
                    case RECEIVE -> name.hasReceive();
                    case SEND -> name.sends() > 0;
                    case SEND_ONCE -> name.isSendOnce();
                };
        if (!has) {
            throw new IpcException(
                    Category.DENIED,
                    "task %s has no %s right to %s"
                            .formatted(taskName(name), right.word(), name.name()));
        }
    }

    /**
     * Checks that a task has a send right or a send-once right under a name.
     *
     * @throws IpcException as {@link #require} does
     */
    void requireToSend(NameRow name) {
        require(name, name.isSendOnce() ? Right.SEND_ONCE : Right.SEND);
    }

    /**
     * Checks that a task has a right under a name, and that the right may leave the task. Only the
     * receive right of a notify port must stay with its task.
     *
     * @throws IpcException as {@link #require} does; DENIED also for the receive right of a notify
     *     port
     */
    void requireMovable(NameRow name, Right right) {
        require(name, right);
        if (right == Right.RECEIVE && isNotifyPort(name)) {
            throw new IpcException(
                    Category.DENIED, "the receive right to the notify port stays with its task");
        }
    }

    private String taskName(NameRow name) {
        return change.name(name.task());
    }

    private boolean isNotifyPort(NameRow name) {
        return new TaskRow(change, name.task()).notifyPort() == name.port();
    }

    /**
     * Takes from a task one of the rights that it has under a name. The caller then destroys the
     * right, or gives it to another task or to a message. If the task has no other right under the
     * name, deletes the name.
     */
    void take(NameRow name, Right right) {
        switch (right) {
            case RECEIVE -> name.setReceive(false);
            case SEND -> name.addSends(-1);
            case SEND_ONCE -> {
                forget(name);
                return;
            }
        }
        if (name.isEmpty()) {
            forget(name);
        }
    }

    /**
     * Updates the sending task's rights after a message that carries a right was put into a
     * mailbox. If the right was moved, takes it from the task. If the message carries a send right
     * that was not moved, the port has one send right more, and its number of send rights is
     * increased by 1.
     */
    void leave(CarriedRow carried) {
        if (carried.isMoved()) {
            take(find(carried.task(), carried.name()), carried.right());
        } else if (carried.right() == Right.SEND) {
            new PortRow(change, carried.port()).addSenders(1);
        }
    }

    /**
     * Deletes a name. If the task has requested a dead-name notice for the name, the task gets a
     * port-deleted notice instead.
     */
    void forget(NameRow name) {
        if (name.isSet()) {
            int set = name.row();
            for (int row : change.all(RowKind.NAME, _ -> true)) {
                NameRow member = new NameRow(change, row);
                if (member.set() == set) {
                    member.setSet(Change.NO_ROW);
                }
            }
        }
        int request = notices.deadNameRequest(name.row());
        if (request != Change.NO_ROW) {
            notices.create(name.task(), PortEvent.PORT_DELETED, name.name());
            change.free(request);
        }
        change.free(name.row());
    }

    /** Destroys all rights that a task has under a name, and deletes the name. */
    void destroyAll(NameRow name) {
        int port = name.port();
        boolean receive = name.hasReceive();
        boolean once = name.isSendOnce();
        long sends = name.isDead() ? 0 : name.sends();
        forget(name);
        for (long i = 0; i < sends; i++) {
            destroyed(port, Right.SEND);
        }
        if (once) {
            destroyed(port, Right.SEND_ONCE);
        }
        if (receive) {
            destroyed(port, Right.RECEIVE);
        }
    }

    /**
     * Handles the destruction of a right that the caller has already taken from its name or
     * message. Creates the notices that the destruction causes. The destruction of a receive right
     * marks the port as dying, unless a port-destroyed notice carries the right.
     */
    void destroyed(int port, Right right) {
        if (port == Change.NO_ROW) {
            return;
        }
        PortRow row = new PortRow(change, port);
        switch (right) {
            case RECEIVE -> {
                if (!notices.carryReceiveRight(port)) {
                    row.die();
                }
            }
            case SEND -> {
                row.addSenders(-1);
                if (row.senders() == 0 && !row.isDying()) {
                    notices.noSenders(port);
                }
            }
            case SEND_ONCE -> {
                if (!row.isDying()) {
                    NoticeRow.create(change, port, PortEvent.SEND_ONCE, "");
                }
            }
        }
    }

    /**
     * Refuses a message that would carry the receive right of a port into the queue of the same
     * port, directly or through the queues of other ports. No task could ever receive such a
     * message.
     *
     * @param carried the row index of the port whose receive right the message carries
     * @param destination the row index of the port to which the message is sent
     */
    void refuseCycle(int carried, int destination) {
        int at = destination;
        for (int steps = 0; steps < SpaceLayout.ROWS && at != Change.NO_ROW; steps++) {
            if (at == carried) {
                throw new IpcException(
                        Category.UNUSABLE,
                        "the receive right of a port cannot travel in the port's own queue");
            }
            if (receiver(at) != null) {
                return;
            }
            int travelling = at;
            int row =
                    change.first(
                            RowKind.CARRIED,
                            next -> {
                                CarriedRow right = new CarriedRow(change, next);
                                return right.right() == Right.RECEIVE
                                        && !right.isAccepted()
                                        && !right.isUsed()
                                        && right.port() == travelling;
                            });
            at = row == Change.NO_ROW ? Change.NO_ROW : new CarriedRow(change, row).destination();
        }
    }
}
