package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Sender;

import java.util.function.LongFunction;

/**
 * Sends the requests of one {@link PortSender} through a {@link Lane}, a part of the port space
 * with a lock of its own. The first request is sent with the lock of the whole space. Then the port
 * to which the replies are sent gets a lane, and later requests need only the lock of this lane. An
 * instance belongs to one thread.
 */
final class LaneRequests {
    private static final long NEVER = -1;

    private final PortSpace space;
    private final String task;
    private final String port;
    private Lane lane;
    private Carry right;

    /**
     * The epoch in which the fields below were computed, see {@link Lanes#epoch}. The epoch is a
     * number that every operation with the lock of the port space changes. The fields are valid as
     * long as the epoch is the same.
     */
    private long epoch = NEVER;

    private boolean isAllowed;
    private int sender;
    private int destination;

    /**
     * Prepares requests.
     *
     * @param task the name of the task that sends the requests
     * @param port the task's name for the port to which the requests are sent
     */
    LaneRequests(PortSpace space, String task, String port) {
        this.space = space;
        this.task = task;
        this.port = port;
    }

    /**
     * Returns whether this object has a lane for requests that carry the right {@code carry}.
     * Usually such requests need only the lock of this lane.
     */
    boolean isFor(Carry carry) {
        return lane != null && carry.equals(right);
    }

    /**
     * Gets a lane, a part of the port space with a lock of its own, for the next requests that
     * carry the right {@code carry}. Does nothing unless {@code carry} is a send-once right that is
     * made from a receive right. The caller has the lock of the space.
     */
    void prepare(Change change, int owner, Carry carry) {
        NameRow source = new Rights(change).find(owner, carry.name());
        if (isMade(source, carry)) {
            lane = space.lanes.give(change, source.port());
            right = carry;
            epoch = NEVER;
        }
    }

    private static boolean isMade(NameRow source, Carry carry) {
        return carry.right() == Right.SEND_ONCE
                && !carry.isMove()
                && source != null
                && source.hasReceive();
    }

    /**
     * Sends a request with the lock of the lane only. Returns null, and sends nothing, if the
     * sender must use the lock of the whole port space.
     *
     * @param draft returns the request with a token, the number that identifies the message
     * @return DONE, or the reason why the request was not sent, such as TIMED_OUT; the task then
     *     still has all its rights
     */
    MailboxOutcome send(LongFunction<OutgoingMessage> draft, Sender mailbox, Deadline deadline) {
        lane.lock(deadline);
        try {
            long now = space.lanes.epoch();
            if (now != epoch) {
                look(now);
            }
            int call = isAllowed ? lane.freeCall() : Lane.NO_CALL;
            if (call == Lane.NO_CALL) {
                return null;
            }
            long token = space.unlocked().newNumber();
            OutgoingMessage request = draft.apply(token);
            mailbox.check(request);
            lane.begin(call, token, sender, destination, right.name());
            SpaceStep.PC1.reached();
            return lane.send(
                    call,
                    Lane.FREE,
                    Lane.CARRIED,
                    SpaceStep.PC2,
                    sent -> mailbox.trySend(request, sent));
        } finally {
            lane.unlock();
        }
    }

    /**
     * Finds out from the rows of the port space whether the task may send the request with the lock
     * of the lane only.
     *
     * @param now the present epoch, see {@link Lanes#epoch}
     */
    private void look(long now) {
        isAllowed = Lanes.isSettled(now) && isAllowed(space.lanes.rows());
        epoch = now;
    }

    private boolean isAllowed(Change rows) {
        Rights rights = new Rights(rows);
        TaskRow owner = rights.findTask(task);
        if (owner == null || owner.isDying() || !rows.hasFree(SpaceLayout.ROWS_FOR_LANES)) {
            return false;
        }
        NameRow target = rights.find(owner.row(), port);
        NameRow source = rights.find(owner.row(), right.name());
        if (target == null || target.isDead() || target.sends() == 0 || !isMade(source, right)) {
            return false;
        }
        sender = owner.row();
        destination = target.port();
        PortRow to = new PortRow(rows, destination);
        PortRow replies = new PortRow(rows, source.port());
        return lane.port() == source.port() + 1L
                && !to.isDying()
                && to.limit() > 0
                && !replies.isDying();
    }
}
