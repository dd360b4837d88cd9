package ipckit.mq.space;

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

/**
 * Receives the messages of one port for one task, together with the rights that the messages carry.
 * Belongs to one thread.
 *
 * <p>The task gets the rights of a message before the receiver acknowledges the message. If the
 * receiver dies between these two steps, the message is delivered again. The rights then have the
 * same names as at the first delivery.
 */
public final class PortReceiver implements ArrivalWatcher.Watched, AutoCloseable {
    private final PortSpace space;
    private final String task;
    private final String name;
    private final NameView view;
    private final Mailbox mailbox;
    private final Receiver receiver;
    private String wantedName;
    private Message message;
    private long token;
    private List<AcceptedRight> accepted = List.of();

    PortReceiver(
            PortSpace space, String task, String name, Deadline deadline, BooleanSupplier givenUp) {
        this.space = space;
        this.task = task;
        this.name = name;
        NameRow[] found = new NameRow[1];
        long port =
                space.change(
                        deadline,
                        change -> {
                            Rights rights = new Rights(change);
                            NameRow row = rights.required(task, name);
                            rights.require(row, Right.RECEIVE);
                            found[0] = row;
                            return new PortRow(change, row.port()).number();
                        });
        this.view = new NameView(found[0]);
        try {
            this.mailbox = space.mailboxes.open(port);
            this.receiver =
                    mailbox.receiver(deadline, () -> !mayReceive() || givenUp.getAsBoolean());
        } catch (IpcException e) {
            throw MailboxRegistry.isAbsent(e) ? Ports.dead(name) : e;
        }
    }

    private boolean mayReceive() {
        return view.canReceive(space.unlocked());
    }

    /** Returns the name that the task has for the port. */
    @Override
    public String name() {
        return name;
    }

    /**
     * Waits for a message, claims it and accepts its rights. The caller must call {@link
     * #acknowledge} before the next call of this method.
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
        message = receiver.message(0);
        token = Token.of(message.meta());
        accepted = token == Token.NONE ? List.of() : accept();
        return MailboxOutcome.DONE;
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
        if (!view.canReceive(change)) {
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

    @Override
    public Receiver onlooker(BooleanSupplier end) {
        return mailbox.onlooker(Deadline.NEVER, end);
    }

    @Override
    public IpcException named(IpcException failure) {
        return NamedFailure.of("port", name, failure);
    }

    /**
     * Returns the claimed message. Its headers do not contain the token, which only the port space
     * uses.
     */
    public Message message() {
        return message.with(Token.without(message.meta()));
    }

    /** Returns the rights that the claimed message carried. */
    public List<AcceptedRight> rights() {
        return accepted;
    }

    /** Acknowledges the message, so that it is not delivered again. */
    public void acknowledge() {
        SpaceStep.PY2.reached();
        boolean _ = receiver.acknowledge(1);
        SpaceStep.PY3.reached();
        if (token != Token.NONE) {
            space.perform(
                    change ->
                            Sending.carried(change, token)
                                    .forEach(carried -> change.free(carried.row())));
        }
    }

    @Override
    public void close() {
        receiver.close();
    }
}
