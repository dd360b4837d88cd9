package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Creates and destroys ports, and changes the rights of tasks to them. In all methods, {@code task}
 * is the name of the task that acts, and {@code name} is a name that this task has. Methods fail
 * with ABSENT if the task does not exist, with DENIED if the task lacks the name or the right, and
 * with REMOVED if the port is dead. An instance belongs to one thread.
 */
public final class Ports {
    /** By default, a port can hold at most this number of messages, as in the textbook. */
    public static final int STANDARD_LIMIT = 8;

    /** The largest queue limit of a port. */
    public static final int MOST_MESSAGES = 1024;

    /** By default, a message to a port has at most this number of bytes. */
    public static final int STANDARD_BYTES = 8 << 10;

    private final PortSpace space;

    Ports(PortSpace space) {
        this.space = space;
    }

    /**
     * A name that a task has for a port or for a port set.
     *
     * @param port the number of the port; 0 for a dead name and for a port set
     * @param receive whether the task has the receive right under this name
     * @param sends the number of send rights; for a dead name, the number of dead rights
     * @param sendOnce whether the name stands for a send-once right
     * @param dead whether the port is dead
     * @param isSet whether the name stands for a port set
     * @param set the name of the port set that contains the port; empty for none
     */
    public record Held(
            String task,
            String name,
            long port,
            boolean receive,
            long sends,
            boolean sendOnce,
            boolean dead,
            boolean isSet,
            String set) {
        /**
         * Returns this name with one right of the kind {@code right} less. If the port is dead, the
         * name has one dead right less.
         */
        public Held without(Right right) {
            return new Held(
                    task,
                    name,
                    port,
                    receive && right != Right.RECEIVE,
                    right == Right.SEND || dead ? sends - 1 : sends,
                    sendOnce && right != Right.SEND_ONCE,
                    dead,
                    isSet,
                    set);
        }

        /** Returns whether the task has no right under this name, and the name is no port set. */
        public boolean isEmpty() {
            return !receive && sends == 0 && !sendOnce && !isSet;
        }

        /** Returns the rights in words, for example {@code receive, send 2}. */
        public String description() {
            if (isSet) {
                return "port set";
            }
            if (dead) {
                return "dead " + sends;
            }
            List<String> rights = new ArrayList<>();
            if (receive) {
                rights.add("receive");
            }
            if (sends > 0) {
                rights.add("send " + sends);
            }
            if (sendOnce) {
                rights.add("send-once");
            }
            return String.join(", ", rights);
        }
    }

    /**
     * Creates a port. The task gets the receive right and a send right, both under one name.
     *
     * @param limit the number of messages that the port can hold at most, 0 to {@link
     *     #MOST_MESSAGES}
     * @param maxSize the size of the largest message in bytes
     * @throws IpcException EXISTS if the task already has the name
     */
    public void allocate(String task, String name, int limit, int maxSize) {
        long number = space.unlocked().newNumber();
        try {
            space.perform(
                    change -> {
                        Rights rights = new Rights(change);
                        TaskRow owner = rights.task(task);
                        rights.refuseTaken(owner, name);
                        space.mailboxes.create(number, limit, maxSize);
                        SpaceStep.PL1.reached();
                        PortRow port = PortRow.create(change, number, limit);
                        rights.give(owner.row(), port.row(), Right.RECEIVE, name);
                        rights.give(owner.row(), port.row(), Right.SEND, name);
                        port.addSenders(1);
                    });
        } catch (RuntimeException | Error e) {
            space.mailboxes.remove(number);
            throw e;
        }
    }

    /**
     * Destroys all rights that a task has under a name. If the receive right is one of them, also
     * destroys the port. However, if a task has requested a port-destroyed notice, the port
     * remains, and the notice carries the receive right.
     */
    public void destroy(String task, String name) {
        space.perform(
                change -> {
                    Rights rights = new Rights(change);
                    NameRow row = rights.required(task, name);
                    if (row.hasReceive()) {
                        rights.requireMovable(row, Right.RECEIVE);
                    }
                    rights.destroyAll(row);
                });
    }

    /**
     * Gives another task a right to a port. The acting task must have the receive right. For
     * RECEIVE, moves the receive right itself; for another right, makes the right from the receive
     * right.
     *
     * <p>If the other task already has a name for the port, a send right or a receive right is
     * added to this name. In all other cases, and always for a send-once right, the right gets the
     * wanted name, or a name such as NAME.2 if the wanted name is in use.
     *
     * @param wanted the wanted name
     * @return the name that the other task now has for the right
     */
    public String insert(String task, String name, Right right, String to, String wanted) {
        return space.change(
                change -> {
                    Rights rights = new Rights(change);
                    NameRow row = rights.required(task, name);
                    rights.requireMovable(row, Right.RECEIVE);
                    int port = row.port();
                    if (right == Right.RECEIVE) {
                        rights.take(row, Right.RECEIVE);
                    } else if (right == Right.SEND) {
                        new PortRow(change, port).addSenders(1);
                    }
                    return rights.give(rights.task(to).row(), port, right, wanted).name();
                });
    }

    /** Gives a copy of a send right to another task. {@link #insert} describes the parameters. */
    public String copy(String task, String name, String to, String wanted) {
        return space.change(
                change -> {
                    Rights rights = new Rights(change);
                    NameRow row = rights.required(task, name);
                    rights.require(row, Right.SEND);
                    new PortRow(change, row.port()).addSenders(1);
                    return rights.give(rights.task(to).row(), row.port(), Right.SEND, wanted)
                            .name();
                });
    }

    /** Moves a right to another task. {@link #insert} describes the parameters. */
    public String move(String task, String name, Right right, String to, String wanted) {
        return space.change(
                change -> {
                    Rights rights = new Rights(change);
                    NameRow row = rights.required(task, name);
                    rights.requireMovable(row, right);
                    int port = row.port();
                    rights.take(row, right);
                    return rights.give(rights.task(to).row(), port, right, wanted).name();
                });
    }

    /**
     * Destroys one of the rights that a task has under a name. If the port of the name is dead, the
     * task has only dead rights under the name. One of them is destroyed then, whatever the value
     * of {@code right} is.
     */
    public void drop(String task, String name, Right right) {
        space.perform(
                change -> {
                    Rights rights = new Rights(change);
                    NameRow row = rights.required(task, name);
                    if (row.isDead()) {
                        rights.take(row, Right.SEND);
                        return;
                    }
                    rights.requireMovable(row, right);
                    int port = row.port();
                    rights.take(row, right);
                    rights.destroyed(port, right);
                });
    }

    /**
     * Requests a notice for the task. A dead-name notice needs a name with a right to send. A
     * no-senders notice or a port-destroyed notice needs a name with the receive right. A new
     * dead-name request replaces the earlier one for the same name. A new no-senders or
     * port-destroyed request replaces the earlier one for the same event and the same port. If a
     * port has no senders already, the no-senders notice is sent at once.
     */
    public void notify(String task, String name, PortEvent event) {
        space.perform(
                change -> {
                    Rights rights = new Rights(change);
                    TaskRow asking = rights.task(task);
                    new Notices(change).request(asking, rights.required(asking, name), event);
                });
    }

    /** Returns the names that a task has for ports and port sets, sorted. */
    public List<Held> rights(String task) {
        return space.change(
                change -> {
                    Rights rights = new Rights(change);
                    TaskRow owner = rights.task(task);
                    List<Held> held = new ArrayList<>();
                    for (NameRow name : rights.namesOf(owner.row())) {
                        held.add(held(change, name));
                    }
                    held.sort((a, b) -> a.name().compareTo(b.name()));
                    return held;
                });
    }

    /** Returns the names of dead ports that a task has. */
    public Set<String> deadNames(String task) {
        return space.change(
                change -> {
                    int owner = new Rights(change).task(task).row();
                    Set<String> dead = new HashSet<>();
                    for (int row : change.all(RowKind.NAME)) {
                        NameRow name = new NameRow(change, row);
                        if (name.isDead() && name.task() == owner) {
                            dead.add(name.name());
                        }
                    }
                    return dead;
                });
    }

    /** Returns the names that all tasks have for ports and port sets, sorted by task and name. */
    public List<Held> rights() {
        return space.change(Ports::rights);
    }

    private static List<Held> rights(Change change) {
        List<Held> held = new ArrayList<>();
        for (int row : change.all(RowKind.NAME)) {
            held.add(held(change, new NameRow(change, row)));
        }
        held.sort(Comparator.comparing(Held::task).thenComparing(Held::name));
        return held;
    }

    private static Held held(Change change, NameRow name) {
        int port = name.port();
        int set = name.set();
        return new Held(
                change.name(name.task()),
                name.name(),
                port == Change.NO_ROW ? 0 : new PortRow(change, port).number(),
                name.hasReceive(),
                name.sends(),
                name.isSendOnce(),
                name.isDead(),
                name.isSet(),
                set == Change.NO_ROW ? "" : change.name(set));
    }

    /**
     * The state of a port.
     *
     * @param port the number of the port
     * @param owner the task that has the receive right; empty if no task has it
     * @param name the owner's name for the port; empty without an owner
     * @param limit the number of messages that the port can hold at most
     * @param messages the number of messages in the port that are not acknowledged
     * @param senders the number of send rights that tasks have or messages carry
     */
    public record Status(
            long port, String owner, String name, int limit, int messages, long senders) {}

    /**
     * A port as one task knows it.
     *
     * @param held the task's name for the port, with the rights that the name stands for
     * @param port the state of the port
     * @param requested the events about which the task will get notices for this name
     */
    public record View(Held held, Status port, List<PortEvent> requested) {}

    /**
     * Returns a port as one task knows it.
     *
     * @throws IpcException DENIED also if the name stands for a port set
     */
    public View view(String task, String name) {
        return space.change(
                change -> {
                    Rights rights = new Rights(change);
                    NameRow row = rights.required(task, name);
                    if (row.isDead()) {
                        throw dead(name);
                    }
                    if (row.isSet()) {
                        throw new IpcException(
                                Category.DENIED, name + " is a port set and not a port");
                    }
                    return new View(
                            held(change, row),
                            status(change, rights, new PortRow(change, row.port())),
                            new Notices(change).requested(row));
                });
    }

    /** Returns all ports in the order of their numbers. */
    public List<Status> list() {
        return space.change(this::list);
    }

    private List<Status> list(Change change) {
        Rights rights = new Rights(change);
        List<Status> found = new ArrayList<>();
        for (int row : change.all(RowKind.PORT)) {
            found.add(status(change, rights, new PortRow(change, row)));
        }
        found.sort((a, b) -> Long.compare(a.port(), b.port()));
        return found;
    }

    /** Returns the tasks, the ports and all rights, as they are at one moment. */
    public PortGraph graph() {
        return space.change(
                change ->
                        new PortGraph(
                                Tasks.list(change),
                                list(change),
                                rights(change),
                                Sending.allCarried(change)));
    }

    private Status status(Change change, Rights rights, PortRow port) {
        NameRow receiver = rights.receiver(port.row());
        return new Status(
                port.number(),
                receiver == null ? "" : change.name(receiver.task()),
                receiver == null ? "" : receiver.name(),
                port.limit(),
                space.mailboxes.messages(port.number()),
                port.senders());
    }

    /**
     * Returns an object with which the task sends messages to a port.
     *
     * @param deadline limits the wait for the lock of the port space
     */
    public PortSender sender(String task, String name, Deadline deadline) {
        return new PortSender(space, task, name, deadline);
    }

    /**
     * Returns a receiver of the messages of a port.
     *
     * @param deadline limits the waits for locks during this call
     * @param givenUp called repeatedly during a wait; when it returns true, the wait ends
     */
    public PortReceiver receiver(
            String task, String name, Deadline deadline, BooleanSupplier givenUp) {
        return PortReceiver.ofPort(space, task, name, deadline, givenUp);
    }

    /**
     * Returns a receiver of the requests that control a task. Such requests are sent to the task's
     * kernel port.
     *
     * @param givenUp called repeatedly during a wait; when it returns true, the wait ends
     */
    public PortReceiver kernelReceiver(String task, BooleanSupplier givenUp) {
        return PortReceiver.ofKernelPort(space, task, givenUp);
    }

    /**
     * Destroys the kernel port of a task, which gets the requests that control the task. Call this
     * method if no process answers such requests: later requests then fail at once.
     *
     * @throws IpcException ABSENT if the task does not exist
     */
    public void destroyKernelPort(String task) {
        space.perform(
                change -> {
                    int port = new Rights(change).task(task).kernelPort();
                    if (port != Change.NO_ROW) {
                        new PortRow(change, port).die();
                    }
                });
    }

    /**
     * Creates a port for the replies to the requests of a task. The port is destroyed when this
     * process ends.
     *
     * @throws IpcException ABSENT if the task does not exist
     */
    public ReplyPort replyPort(String task) {
        return ReplyPort.create(space, task);
    }

    static IpcException dead(String name) {
        return new IpcException(Category.REMOVED, "port " + name + " is dead");
    }

    static IpcException moved(String name) {
        return new IpcException(
                Category.REMOVED, "the receive right to " + name + " has moved to another task");
    }
}
