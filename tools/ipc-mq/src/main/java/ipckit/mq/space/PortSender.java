package ipckit.mq.space;

import static ipckit.mq.space.SpaceFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Sender;
import ipckit.mq.mailbox.MailboxRegistry;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Sends the messages of one task to one port. Checks before each message that the task has the
 * right to send. If the message carries no rights, this check usually needs no lock of the port
 * space. An instance belongs to one thread.
 */
public final class PortSender {
    private final PortSpace space;
    private final String task;
    private final String name;
    private NameView view;
    private long port;
    private boolean isRendezvous;

    /**
     * The request to which the next message replies, if the right to reply is known to be in a
     * lane; otherwise null. A lane is a part of the port space with a lock of its own.
     */
    private HeldCall held;

    private final LaneRequests requests;

    PortSender(PortSpace space, String task, String name, Deadline deadline) {
        this.space = space;
        this.task = task;
        this.name = name;
        this.requests = new LaneRequests(space, task, name);
        this.held = guarded(() -> space.lanes.held(task, name));
        if (held != null) {
            port = held.port();
            return;
        }
        space.change(
                deadline,
                change -> {
                    refuseWithoutProcess(change, look(change));
                    return null;
                });
    }

    /**
     * Fails if the port is the kernel port of a task without a process. The kernel port gets the
     * requests that control the task, and no process would answer them.
     *
     * <p>This check is made at most once, before the first message. Later messages need no check:
     * when the process of a task ends, the kernel port is destroyed together with the task.
     *
     * @throws IpcException REMOVED if the task has no process
     */
    private static void refuseWithoutProcess(Change change, NameRow name) {
        TaskRow controlled = new Rights(change).taskOfKernelPort(name.port());
        if (controlled != null && !controlled.hasProcess()) {
            throw new IpcException(
                    Category.REMOVED, "task " + controlled.name() + " has no process");
        }
    }

    /**
     * Finds the task's name for the port, and checks that the task has a right to send under this
     * name.
     */
    private NameRow look(Change change) {
        Rights rights = new Rights(change);
        NameRow row = rights.required(task, name);
        rights.requireToSend(row);
        view = new NameView(row);
        PortRow target = new PortRow(change, row.port());
        port = target.number();
        isRendezvous = target.limit() == 0;
        return row;
    }

    /** Returns the size of the largest message that the port accepts, in bytes. */
    public long maxSize() {
        return sender().maxSize();
    }

    /** Returns why a send has timed out, as a text for an error message. */
    public String fullReason() {
        return isRendezvous ? "no task has received the message" : "it is full";
    }

    /** Uses the mailbox of the port. The failure of a damaged mailbox names the port. */
    private MailboxOutcome named(Supplier<MailboxOutcome> operation) {
        return PortMailboxes.named(port, operation);
    }

    private Sender sender() {
        try {
            return space.mailboxes.sender(port);
        } catch (IpcException e) {
            throw MailboxRegistry.isAbsent(e) ? Ports.dead(name) : e;
        }
    }

    /**
     * Sends a message. If the port is full, waits for room. A message that is sent with a send-once
     * right enters the port even if the port is full. If the result is TIMED_OUT, the task still
     * has all its rights.
     *
     * @param carried the rights that the message carries
     * @return DONE if the message is sent; TIMED_OUT if the port is still full at the deadline
     * @throws IpcException DENIED if the task lacks a right; REMOVED if the port is dead
     */
    public MailboxOutcome send(
            int priority,
            MessageMetadata metadata,
            byte[] body,
            List<Carry> carried,
            Deadline deadline) {
        LongFunction<OutgoingMessage> draft =
                token -> OutgoingMessage.of(priority, Token.with(metadata, token), body);
        for (; ; ) {
            if (carried.isEmpty() && hasSendRight()) {
                return living(sendPlain(priority, metadata, body, deadline));
            }
            MailboxOutcome outcome = named(() -> sendByLane(draft, carried, deadline));
            if (outcome == null) {
                outcome =
                        space.change(
                                deadline, change -> put(change, priority, metadata, body, carried));
            }
            if (outcome != MailboxOutcome.TIMED_OUT) {
                return living(outcome);
            }
            outcome = named(() -> sender().awaitFree(deadline));
            if (outcome != MailboxOutcome.DONE) {
                return living(outcome);
            }
        }
    }

    /**
     * Returns true if the task certainly has a send right to the port. Reads the rows of the port
     * space without the lock of the space. If the result is false, the task may still have the
     * right. The caller then checks this again with a lock.
     */
    private boolean hasSendRight() {
        return view != null && guarded(() -> view.canSend(space.unlocked()));
    }

    /** Sends a message without rights, for a task that has a send right to the port. */
    private MailboxOutcome sendPlain(
            int priority, MessageMetadata metadata, byte[] body, Deadline deadline) {
        MailboxOutcome outcome =
                named(() -> sender().send(OutgoingMessage.of(priority, metadata, body), deadline));
        if (outcome == MailboxOutcome.DONE) {
            SpaceTrace.report("send", "a message without rights is in the port");
        }
        return outcome;
    }

    /**
     * Sends a request or a reply through a lane, a part of the port space with a lock of its own,
     * without the lock of the whole space. Returns null, and sends nothing, if this is not
     * possible.
     *
     * @param draft returns the message with a token, the number that identifies it
     */
    private MailboxOutcome sendByLane(
            LongFunction<OutgoingMessage> draft, List<Carry> carried, Deadline deadline) {
        if (carried.isEmpty()) {
            HeldCall call = held == null ? space.lanes.held(task, name) : held;
            held = null;
            if (call == null) {
                return null;
            }
            port = call.port();
            return call.reply(draft.apply(call.replyToken()), sender(), deadline);
        }
        if (carried.size() == 1 && requests.isFor(carried.getFirst())) {
            return requests.send(draft, sender(), deadline);
        }
        return null;
    }

    /**
     * Sends a message. If the port is full, the message becomes pending: it enters the port beyond
     * the queue limit. When the port has accepted the message, the task gets a msg-accepted notice.
     *
     * @param thread the name of the sending thread; empty if it has none
     * @param carried the rights that the message carries
     * @return DONE if the message is sent; PENDING if it is pending; PENDING_BEFORE if the port is
     *     full and another message of the same thread is pending for the port
     * @throws IpcException DENIED if the task lacks a right; REMOVED if the port is dead
     */
    public MailboxOutcome sendOrPend(
            String thread, MessageMetadata metadata, byte[] body, List<Carry> carried) {
        if (isRendezvous && carried.isEmpty() && hasSendRight()) {
            // This port has capacity 0, and the message carries no rights. The sender of such a
            // message waits until a receiver has acknowledged the message. The sender must not have
            // the lock of the port space during this wait, so it tries to send before it acquires
            // the lock.
            MailboxOutcome outcome = sendPlain(0, metadata, body, Deadline.NOW);
            if (outcome != MailboxOutcome.TIMED_OUT) {
                return living(outcome);
            }
        }
        return living(
                space.change(
                        change -> {
                            MailboxOutcome outcome = put(change, 0, metadata, body, carried);
                            return outcome == MailboxOutcome.TIMED_OUT
                                    ? pend(change, thread, metadata, body, carried)
                                    : outcome;
                        }));
    }

    private MailboxOutcome pend(
            Change change,
            String thread,
            MessageMetadata metadata,
            byte[] body,
            List<Carry> carried) {
        NameRow target = look(change);
        Pending.checkNames(target, thread);
        Pending pending = new Pending(change);
        if (pending.exists(target.task(), thread, target.port())) {
            return MailboxOutcome.PENDING_BEFORE;
        }
        MailboxOutcome outcome =
                putWithToken(
                        change,
                        target,
                        token -> OutgoingMessage.of(0, Token.with(metadata, token), body),
                        carried,
                        token -> pending.add(token, target, thread),
                        true);
        return outcome == MailboxOutcome.DONE ? MailboxOutcome.PENDING : outcome;
    }

    private MailboxOutcome living(MailboxOutcome outcome) {
        if (outcome == MailboxOutcome.REMOVED) {
            throw Ports.dead(name);
        }
        return outcome;
    }

    /**
     * Sends a message while this process has the lock of the port space. Returns TIMED_OUT if the
     * port is full, unless the task uses a send-once right to send the message. A port of capacity
     * 0 is full unless a receiver waits at it.
     *
     * <p>Always returns TIMED_OUT if the port has capacity 0, the message carries no rights, and
     * the task does not use a send-once right to send it. The sender of such a message must wait
     * until a receiver has acknowledged the message, and must not have the lock of the port space
     * during this wait. Any other message to a port of capacity 0 stays in the port if the waiting
     * receiver dies.
     */
    private MailboxOutcome put(
            Change change,
            int priority,
            MessageMetadata metadata,
            byte[] body,
            List<Carry> carried) {
        NameRow target = look(change);
        boolean once = target.isSendOnce();
        if (carried.isEmpty() && !once) {
            return isRendezvous
                    ? MailboxOutcome.TIMED_OUT
                    : sendPlain(priority, metadata, body, Deadline.NOW);
        }
        if (isRendezvous && !once && !sender().isAwaited()) {
            checkCarried(target.port(), carried);
            return MailboxOutcome.TIMED_OUT;
        }
        MailboxOutcome outcome =
                putWithToken(
                        change,
                        target,
                        token -> OutgoingMessage.of(priority, Token.with(metadata, token), body),
                        carried,
                        token -> enterUsed(change, token, carried.size(), target),
                        once || isRendezvous);
        if (outcome == MailboxOutcome.DONE && carried.size() == 1 && !once && !isRendezvous) {
            requests.prepare(change, target.task(), carried.getFirst());
        }
        return outcome;
    }

    /**
     * Sends a message with a token, the number by which the port space finds the rights of the
     * message. Writes these rights into rows of the space's table. Then puts the message into the
     * mailbox, and takes the rights from the task. The package documentation calls these steps X2,
     * X3 and X4.
     *
     * @param draft returns the message with a token
     * @param record gets the token, and adds one more row to the table if the message needs it: a
     *     row for a pending message, or a row for the send-once right with which the task sends the
     *     message
     * @param isBeyondLimit whether the message enters the mailbox even if the mailbox is full
     */
    private MailboxOutcome putWithToken(
            Change change,
            NameRow target,
            LongFunction<OutgoingMessage> draft,
            List<Carry> carried,
            LongConsumer record,
            boolean isBeyondLimit) {
        long token = change.newNumber();
        OutgoingMessage message = draft.apply(token);
        sender().check(message);
        checkCarried(target.port(), carried);
        int order = 0;
        for (Carry carry : carried) {
            enter(change, token, order++, target, carry);
        }
        record.accept(token);
        Sending.begin(change, token, target.port());
        change.commit();
        SpaceStep.PX2.reached();
        return finish(message, token, isBeyondLimit);
    }

    /**
     * If the message is sent with a send-once right, adds a row for this right to the port space's
     * table. The sending uses the right up.
     *
     * @param token the token of the message, the number that identifies it
     * @param order the number of rights in the message
     */
    private static void enterUsed(Change change, long token, int order, NameRow target) {
        if (!target.isSendOnce()) {
            return;
        }
        CarriedRow used =
                CarriedRow.create(
                        change,
                        token,
                        order,
                        target.task(),
                        target.port(),
                        target.port(),
                        Right.SEND_ONCE);
        used.setUsed();
        used.setName(target.name());
    }

    /**
     * Puts a message into the mailbox, and completes or undoes the sending.
     *
     * @param token the token of the message, the number that identifies it
     * @param isBeyondLimit whether the message enters the mailbox even if it is full
     */
    private MailboxOutcome finish(OutgoingMessage message, long token, boolean isBeyondLimit) {
        MailboxOutcome outcome;
        try {
            outcome =
                    named(
                            () ->
                                    isBeyondLimit
                                            ? sender().sendBeyondLimit(message)
                                            : sender().send(message, Deadline.NOW));
        } catch (IpcException e) {
            space.sending().undo(token);
            throw e;
        }
        if (outcome == MailboxOutcome.DONE) {
            SpaceStep.PX3.reached();
            space.sending().complete(token);
        } else {
            space.sending().undo(token);
        }
        return outcome;
    }

    /**
     * Checks that the task has the right to send the message, and all rights that the message
     * carries. For the check, takes the moved rights from the task one after another, in a trial
     * change that is never committed. Therefore a message cannot move the same right twice.
     */
    private void checkCarried(int destination, List<Carry> carried) {
        Change trial = space.unlocked();
        Rights rights = new Rights(trial);
        TaskRow owner = rights.task(task);
        for (Carry carry : carried) {
            NameRow source = rights.required(owner, carry.name());
            if (isMove(source, carry)) {
                rights.requireMovable(source, carry.right());
                if (carry.right() == Right.RECEIVE) {
                    rights.refuseCycle(source.port(), destination);
                }
                rights.take(source, carry.right());
            } else {
                boolean isMade = carry.right() == Right.SEND_ONCE || source.sends() == 0;
                rights.require(source, isMade ? Right.RECEIVE : Right.SEND);
            }
        }
        rights.requireToSend(rights.required(owner, name));
    }

    /**
     * Returns whether the message carries the task's right itself, not a copy. A send-once right
     * cannot be copied.
     */
    private static boolean isMove(NameRow source, Carry carry) {
        return carry.isMove() || carry.right() == Right.SEND_ONCE && source.isSendOnce();
    }

    private void enter(Change change, long token, int order, NameRow target, Carry carry) {
        NameRow source = new Rights(change).find(target.task(), carry.name());
        CarriedRow row =
                CarriedRow.create(
                        change,
                        token,
                        order,
                        target.task(),
                        target.port(),
                        source.port(),
                        carry.right());
        row.setName(carry.name());
        if (isMove(source, carry)) {
            row.setMoved();
        }
    }
}
