package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.mq.mailbox.MailboxRegistry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Receives the messages of one port for one task, together with the rights that they carry. Belongs
 * to one thread.
 *
 * <p>The rights of a message belong to the task before the message is acknowledged. If the receiver
 * dies in between, the message is delivered again, and its rights have the same names as before.
 */
public final class PortReceiver implements AutoCloseable {
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
                            NameRow row = rights.required(rights.task(task), name);
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

    /** Returns the name of the port in the task. */
    public String name() {
        return name;
    }

    /**
     * Waits for a message, claims it and accepts its rights. The caller must call {@link
     * #acknowledge} or {@link #giveBack} before the next call.
     *
     * @return DONE, or the reason why there is no message
     * @throws IpcException REMOVED if the port is destroyed, or if the task loses its receive right
     *     before a message comes
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
     * Chooses the name of each right in the next messages. By default, a right gets the name that
     * it had in the sending task. If the task has a name already, a number is added, as in NAME.2.
     */
    public void wantName(String wanted) {
        wantedName = wanted;
    }

    /**
     * Attaches a participant that claims no messages, and waits until a message is ready. Another
     * thread may use it.
     *
     * @param end called repeatedly during a wait; when it returns true, the wait ends
     */
    public Receiver onlooker(BooleanSupplier end) {
        return mailbox.onlooker(Deadline.NEVER, end);
    }

    /** Returns the message, without the token that the port space has put into its headers. */
    public Message message() {
        return message.with(Token.without(message.meta()));
    }

    /** Returns the rights that the message has carried. */
    public List<AcceptedRight> rights() {
        return accepted;
    }

    /** Acknowledges the message, which is not delivered again. */
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

    /** Gives the message back. The task keeps the rights that it has accepted. */
    public void giveBack() {
        receiver.giveBack();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
