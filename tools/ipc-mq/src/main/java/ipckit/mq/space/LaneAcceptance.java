package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;

import java.util.function.Predicate;

/**
 * Gives the receiving task the right to reply that a request carries, without the lock of the port
 * space. Such a right is in a {@link Lane}, a place in shared memory with a lock of its own. An
 * instance serves one {@link PortReceiver}, and belongs to one thread.
 */
final class LaneAcceptance {
    private static final long NEVER = -1;

    private final PortSpace space;
    private final String task;
    private final Predicate<Change> mayReceive;

    /**
     * The epoch in which the fields below were computed, see {@link Lanes#epoch}. The epoch is a
     * number that every operation with the lock of the port space changes. The fields are valid as
     * long as the epoch is the same.
     */
    private long epoch = NEVER;

    /** The name that the right to reply to the last request should get in the receiving task. */
    private String wanted;

    /**
     * The name that is proposed for the right: {@link #wanted}, or a similar name if the receiving
     * task already has the wanted name in a row of the port space's table.
     */
    private String given;

    /**
     * The row index of the receiving task; NO_ROW if the task cannot get a right with the lock of a
     * lane only.
     */
    private int owner;

    /**
     * Prepares the acceptance of the rights to reply that requests carry.
     *
     * @param task the name of the receiving task
     * @param mayReceive returns whether the task may still receive from the port
     */
    LaneAcceptance(PortSpace space, String task, Predicate<Change> mayReceive) {
        this.space = space;
        this.task = task;
        this.mayReceive = mayReceive;
    }

    /**
     * Gives the task the right to reply to a request. Returns null if the lock of the lane is not
     * enough, so that the receiver must use the lock of the whole port space.
     *
     * @param lane the lane that contains the right
     * @param token the token of the request, the number that identifies the message
     * @param name the wanted name of the right; null to use the name that the sending task has for
     *     the port of the right. The right gets a similar name if the receiving task already uses
     *     the wanted name
     */
    AcceptedRight accept(Lane lane, long token, String name) {
        if (!tryLock(lane)) {
            return null;
        }
        try {
            int call = lane.call(token);
            if (call == Lane.NO_CALL || lane.state(call) != Lane.CARRIED) {
                return null;
            }
            look(name == null ? lane.sentName(call) : name);
            if (owner == Change.NO_ROW || isDying(lane)) {
                return null;
            }
            boolean isNamed = space.lanes.tryName(lane, call, owner, given);
            lane.setState(call, isNamed ? Lane.HELD : Lane.CARRIED);
            return isNamed ? new AcceptedRight(given, Right.SEND_ONCE, false, false) : null;
        } finally {
            lane.unlock();
        }
    }

    private boolean isDying(Lane lane) {
        Change rows = space.lanes.rows();
        int port = rows.row(lane.port(), RowKind.PORT);
        return port == Change.NO_ROW || new PortRow(rows, port).isDying();
    }

    /**
     * Computes {@link #owner} and {@link #given} for a right to reply with the wanted name {@code
     * name}. Does nothing if the fields are still valid for this name.
     */
    private void look(String name) {
        long now = space.lanes.epoch();
        if (now == epoch && name.equals(wanted)) {
            return;
        }
        owner = Change.NO_ROW;
        epoch = now;
        wanted = name;
        if (!Lanes.isSettled(now)) {
            return;
        }
        Change rows = space.lanes.rows();
        Rights rights = new Rights(rows);
        TaskRow found = rights.findTask(task);
        if (found != null && !found.isDying() && mayReceive.test(rows)) {
            owner = found.row();
            given = rights.freeName(owner, name);
        }
    }

    /**
     * Records in a lane, a part of the port space with a lock of its own, that a request is
     * acknowledged. Returns false if this fails, for example because the lane no longer contains
     * the right to reply. The caller must then use the lock of the whole port space.
     *
     * @param lane the lane from which the receiving task got the right to reply
     * @param token the token of the request, the number that identifies the message
     */
    boolean acknowledge(Lane lane, long token) {
        if (!tryLock(lane)) {
            return false;
        }
        try {
            int call = lane.call(token);
            if (call == Lane.NO_CALL || !Lanes.isSettled(space.lanes.epoch())) {
                return false;
            }
            lane.setState(call, lane.state(call) == Lane.USED ? Lane.FREE : Lane.KEPT);
            return true;
        } finally {
            lane.unlock();
        }
    }

    /**
     * Acquires the lock of a lane, a part of the port space. Returns false if this fails, for
     * example because another process keeps the lock for ten seconds.
     */
    private static boolean tryLock(Lane lane) {
        try {
            lane.lock(Deadline.afterNanos(PortSpace.LOCK_LIMIT_NANOS));
            return true;
        } catch (IpcException e) {
            return false;
        }
    }
}
