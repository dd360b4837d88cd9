package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.process.InheritableLock;

import java.util.function.BooleanSupplier;

/**
 * A port to which a task gets the replies to its requests. The port belongs to this process: when
 * the process ends in any way, the port is destroyed. An instance belongs to one thread.
 */
public final class ReplyPort implements AutoCloseable {
    private static final String NAME = "reply";

    private final PortSpace space;
    private final String task;
    private final String name;
    private final long number;
    private final InheritableLock lock;

    private ReplyPort(
            PortSpace space, String task, String name, long number, InheritableLock lock) {
        this.space = space;
        this.task = task;
        this.name = name;
        this.number = number;
        this.lock = lock;
    }

    /**
     * Creates the port. The task gets the receive right under the name {@code reply}, or under a
     * name such as {@code reply.2} if that name is taken.
     *
     * @throws IpcException ABSENT if the task does not exist
     */
    static ReplyPort create(PortSpace space, String task) {
        return space.change(
                change -> {
                    Rights rights = new Rights(change);
                    TaskRow owner = rights.task(task);
                    long number = change.newNumber();
                    InheritableLock lock = space.file.openRunFile(number);
                    try {
                        boolean _ = lock.tryLock();
                        space.mailboxes.create(number, Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
                        SpaceStep.PL1.reached();
                        PortRow port = PortRow.create(change, number, Ports.STANDARD_LIMIT);
                        port.setOfProcess();
                        NameRow given = rights.give(owner.row(), port.row(), Right.RECEIVE, NAME);
                        return new ReplyPort(space, task, given.name(), number, lock);
                    } catch (RuntimeException | Error e) {
                        space.mailboxes.remove(number);
                        space.file.deleteRunFile(number);
                        lock.close();
                        throw e;
                    }
                });
    }

    /** Returns the right to reply that a request must carry: a send-once right to this port. */
    public Carry right() {
        return new Carry(name, Right.SEND_ONCE, false);
    }

    /** Returns a receiver of the replies. {@link Ports#receiver} describes the parameters. */
    public PortReceiver receiver(Deadline deadline, BooleanSupplier givenUp) {
        return PortReceiver.ofPort(space, task, name, deadline, givenUp);
    }

    /** Destroys the port, unless it was destroyed before. */
    @Override
    public void close() {
        try {
            space.perform(this::destroy);
        } catch (IpcException e) {
            // The lock of the port space cannot be acquired. While a process lives, it keeps the
            // run file of its port locked. The call below unlocks this file, so the next
            // participant that uses the space destroys the port.
        }
        lock.close();
    }

    private void destroy(Change change) {
        int row = change.first(RowKind.PORT, port -> new PortRow(change, port).number() == number);
        if (row != Change.NO_ROW) {
            new PortRow(change, row).die();
        }
    }
}
