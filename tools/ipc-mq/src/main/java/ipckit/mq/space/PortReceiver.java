package ipckit.mq.space;

import static ipckit.mq.space.SpaceFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.mailbox.ArrivalWatcher;
import ipckit.mq.mailbox.MailboxRegistry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Receives the messages of one port for one task, together with the rights that the messages carry.
 * An instance belongs to one thread.
 *
 * <p>The task gets the rights of a message before the receiver acknowledges the message. If the
 * receiver dies between these two steps, the message is delivered again. The rights then have the
 * same names as at the first delivery.
 */
public final class PortReceiver implements ArrivalWatcher.Watched, AutoCloseable {
    private final PortSpace space;
    private final String task;
    private final String name;
    private final Source source;
    private final Mailbox mailbox;
    private final Receiver receiver;
    private String wantedName;
    private Message message;
    private long token;
    private List<AcceptedRight> accepted = List.of();

    /**
     * The lane from which the task got the right to reply to the claimed message; null if no right
     * came from a lane. A lane is a part of the port space with a lock of its own.
     */
    private Lane lane;

    private final LaneAcceptance acceptance;

    private PortReceiver(
            PortSpace space,
            String task,
            String name,
            Source source,
            Deadline deadline,
            BooleanSupplier givenUp) {
        this.space = space;
        this.task = task;
        this.name = name;
        this.source = source;
        this.acceptance = new LaneAcceptance(space, task, source.mayReceive());
        try {
            this.mailbox = space.mailboxes.open(source.port());
            this.receiver =
                    mailbox.receiver(deadline, () -> !mayReceive() || givenUp.getAsBoolean());
        } catch (IpcException e) {
            throw MailboxRegistry.isAbsent(e) ? Ports.dead(name) : e;
        }
    }

    /**
     * The port from which a task receives.
     *
     * @param row the index of the port's row in the port space's table
     * @param port the number of the port
     * @param mayReceive returns whether the task may still receive from the port
     */
    private record Source(int row, long port, Predicate<Change> mayReceive) {}

    /** Opens a port. {@link Ports#receiver} describes the parameters. */
    static PortReceiver ofPort(
            PortSpace space, String task, String name, Deadline deadline, BooleanSupplier givenUp) {
        Source source =
                space.change(
                        deadline,
                        change -> {
                            Rights rights = new Rights(change);
                            NameRow row = rights.required(task, name);
                            rights.require(row, Right.RECEIVE);
                            return new Source(
                                    row.port(),
                                    new PortRow(change, row.port()).number(),
                                    new NameView(row)::canReceive);
                        });
        return new PortReceiver(space, task, name, source, deadline, givenUp);
    }

    /**
     * Opens the kernel port of a task. No task has the receive right of this port. The process that
     * acts as the kernel for the task receives from it, and accepts rights in the task's name.
     */
    static PortReceiver ofKernelPort(PortSpace space, String task, BooleanSupplier givenUp) {
        Source source =
                space.change(
                        change -> {
                            TaskRow row = new Rights(change).task(task);
                            long number = row.number();
                            return new Source(
                                    row.kernelPort(),
                                    new PortRow(change, row.kernelPort()).number(),
                                    now -> new TaskRow(now, row.row()).isAlive(number));
                        });
        return new PortReceiver(space, task, Rights.KERNEL, source, Deadline.NEVER, givenUp);
    }

    private boolean mayReceive() {
        return guarded(() -> source.mayReceive().test(space.unlocked()));
    }

    /** Returns the name that the task has for the port. */
    @Override
    public String name() {
        return name;
    }

    /**
     * Waits for a message, claims it, and gives the task the rights that the message carries. The
     * caller must call {@link #acknowledge} before the next call of this method.
     *
     * @return DONE, or the reason why there is no message
     * @throws IpcException REMOVED if the port is destroyed, or if the task loses its receive right
     *     before this method has accepted a message
     */
    public MailboxOutcome receive(Deadline deadline) {
        MailboxOutcome outcome = receiver.receive(1, 0, deadline);
        if (!mayReceive()) {
            if (outcome == MailboxOutcome.DONE) {
                receiver.giveBackUndelivered();
            }
            throw lost(outcome);
        }
        if (outcome == MailboxOutcome.REMOVED) {
            throw Ports.dead(name);
        }
        if (outcome != MailboxOutcome.DONE) {
            return outcome;
        }
        SpaceStep.PY1.reached();
        message = null;
        token = Token.of(receiver.metadata(0));
        lane = null;
        accepted = token > Token.NONE ? guarded(this::acceptRights) : List.of();
        return MailboxOutcome.DONE;
    }

    /**
     * Gives the task the rights in the claimed message, which has a token: the number by which the
     * port space finds these rights. If the message carries no rights, sets {@link #token} to NONE,
     * because {@link #acknowledge} then has no rows of rights to delete.
     */
    private List<AcceptedRight> acceptRights() {
        Lane of = space.lanes.of(token);
        if (of != null) {
            AcceptedRight right = acceptance.accept(of, token, wantedName);
            if (right != null) {
                lane = of;
                return List.of(right);
            }
        } else if (carriesNothing()) {
            token = Token.NONE;
            return List.of();
        }
        return accept();
    }

    /**
     * Returns whether the claimed message carries no rights, and its sending is completed. The task
     * receives such a message without the lock of the port space.
     *
     * <p>This method first reads whether the sending is completed, and then looks for rows. While a
     * message is being sent with a send-once right, a row records this right, although the message
     * does not carry it. The sender deletes this row before it records that the sending is
     * completed. Therefore each row that this method finds after the first read stands for a right
     * that the message carries.
     */
    private boolean carriesNothing() {
        Change now = space.unlocked();
        return !Sending.isInProgress(now, token) && Sending.carried(now, token).isEmpty();
    }

    private IpcException lost(MailboxOutcome outcome) {
        if (outcome == MailboxOutcome.REMOVED) {
            return Ports.dead(name);
        }
        NameRow row =
                space.change(
                        change -> {
                            Rights rights = new Rights(change);
                            TaskRow owner = rights.findTask(task);
                            return owner == null ? null : rights.find(owner.row(), name);
                        });
        return row != null && row.isDead() ? Ports.dead(name) : Ports.moved(name);
    }

    private List<AcceptedRight> accept() {
        try {
            return space.change(this::accept);
        } catch (IpcException e) {
            receiver.giveBackUndelivered();
            throw e;
        }
    }

    private List<AcceptedRight> accept(Change change) {
        if (!source.mayReceive().test(change)) {
            throw Ports.moved(name);
        }
        Rights rights = new Rights(change);
        int owner = rights.task(task).row();
        List<AcceptedRight> found = new ArrayList<>();
        for (CarriedRow carried : Sending.carried(change, token)) {
            found.add(accept(change, rights, owner, carried));
        }
        return found;
    }

    private AcceptedRight accept(Change change, Rights rights, int owner, CarriedRow carried) {
        int port = carried.port();
        boolean isDead = port == Change.NO_ROW || new PortRow(change, port).isDying();
        if (carried.isAccepted()) {
            return new AcceptedRight(
                    carried.name(), carried.right(), isDead, carried.task() != owner);
        }
        NameRow given = rights.give(owner, port, carried.right(), wanted(carried));
        carried.accept(owner, given.name());
        return new AcceptedRight(given.name(), carried.right(), isDead, false);
    }

    private String wanted(CarriedRow carried) {
        return wantedName == null ? carried.name() : wantedName;
    }

    /**
     * Sets the name under which the task gets the rights of later messages. By default, and if
     * {@code wanted} is null, a right keeps the name that it had in the sending task. If the
     * receiving task already has this name, a number is appended, for example NAME.2.
     */
    public void wantName(String wanted) {
        wantedName = wanted;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The returned participant counts as a receiver of the port. Therefore processes that send
     * to a port of capacity 0 see that a receiver waits.
     */
    @Override
    public Receiver onlooker(BooleanSupplier end) {
        return mailbox.receiver(Deadline.NEVER, end);
    }

    @Override
    public IpcException named(IpcException failure) {
        return NamedFailure.of("port", name, failure);
    }

    /**
     * Returns the claimed message. Its headers do not contain the token, a number that only the
     * port space uses. Must be called before {@link #acknowledge}, unless the message was read
     * before.
     */
    public Message message() {
        if (message == null) {
            Message copy = receiver.message(0);
            message = copy.with(Token.without(copy.meta()));
        }
        return message;
    }

    /**
     * Returns the event if the message is a notice of the kernel; null for every other message. The
     * header of a notice contains the event. A task cannot forge a notice, because no verb that
     * sends to a port lets the user choose the headers.
     */
    public PortEvent notice() {
        String word = message().meta().headers().get(Sending.EVENT_HEADER);
        return word == null ? null : PortEvent.of(word);
    }

    /** Returns the rights that the claimed message carried. */
    public List<AcceptedRight> rights() {
        return accepted;
    }

    /** Acknowledges the message, so that it is not delivered again. */
    public void acknowledge() {
        SpaceStep.PY2.reached();
        if (token < Token.NONE) {
            guarded(this::awaitReply);
        }
        boolean _ = receiver.acknowledge(1);
        SpaceStep.PY3.reached();
        boolean isInLane = lane != null && guarded(() -> acceptance.acknowledge(lane, token));
        if (token > Token.NONE && !isInLane) {
            space.perform(
                    change ->
                            Sending.carried(change, token)
                                    .forEach(carried -> change.free(carried.row())));
        } else if (hasPending()) {
            // The port may now have accepted a pending message, and the sender of this message must
            // get a notice. Every operation on the port space sends such notices, also
            // completeDeaths(). If this call fails, the next operation sends the notices.
            space.completeDeaths();
        }
    }

    /**
     * Waits until the sending of the claimed message, which is a reply, is completed. The reply
     * must stay in the mailbox until then: if its sender dies, the reply in the mailbox shows that
     * the right to reply is used up.
     */
    private void awaitReply() {
        Lane of = space.lanes.of(-token);
        if (of != null && of.isReplying(-token)) {
            of.lock(Deadline.afterNanos(PortSpace.LOCK_LIMIT_NANOS));
            of.unlock();
        }
    }

    /**
     * Returns whether messages to this port are pending. If the port now has room for one of them,
     * the task that sent it must get a notice. The next operation that uses the lock of the port
     * space creates this notice.
     */
    private boolean hasPending() {
        return new PortRow(space.unlocked(), source.row()).pending() > 0;
    }

    @Override
    public void close() {
        receiver.close();
    }
}
