package ipckit.mq.space;

import ipckit.common.memory.Words;

/**
 * The lanes of the port space, as one participant sees them. A lane is a part of the space with a
 * lock of its own. It makes calls fast: a request with a right to reply, the acceptance of this
 * right, and the reply need only the lock of a lane, not the lock of the whole space. An operation
 * that has the lock of the space first moves the rights in all lanes into rows of the space's
 * table. So no other operation needs to know the lanes. An instance belongs to one thread.
 */
final class Lanes {
    private final SpaceAttachment attachment;
    private final PortMailboxes mailboxes;
    private final Lane[] lanes = new Lane[SpaceLayout.LANES];

    Lanes(SpaceAttachment attachment, PortMailboxes mailboxes) {
        this.attachment = attachment;
        this.mailboxes = mailboxes;
    }

    private Lane lane(int number) {
        if (lanes[number] == null) {
            lanes[number] = new Lane(number, attachment, mailboxes);
        }
        return lanes[number];
    }

    /**
     * Returns the epoch, a number that changes with each operation that uses the lock of the port
     * space. It is odd during such an operation. A process that has the lock of a lane may read the
     * rows of the space if the epoch is even.
     */
    long epoch() {
        return attachment.epoch();
    }

    /**
     * Returns whether an epoch is even: no process is changing the rows of the port space, and none
     * has left a change incomplete.
     */
    static boolean isSettled(long epoch) {
        return (epoch & 1) == 0;
    }

    /** Returns the rows of the port space's table for reading without the lock of the space. */
    Change rows() {
        return new Change(attachment.shared);
    }

    /**
     * Returns the lane, a separately locked part of the port space, that contains the right to
     * reply to a request; null if no lane contains it. The caller needs no lock.
     *
     * @param token the token of the request, the number that identifies the message
     */
    Lane of(long token) {
        for (int number = attachment.lanesUsed() - 1; number >= 0; number--) {
            if (lane(number).call(token) != Lane.NO_CALL) {
                return lane(number);
            }
        }
        return null;
    }

    /**
     * Moves the rights to reply from all lanes into rows of the port space's table. The lanes are
     * then empty. The caller has the lock of the space.
     */
    void enterRights(Change change) {
        for (int number = attachment.lanesUsed() - 1; number >= 0; number--) {
            lane(number).repair();
            lane(number).enterRights(change);
        }
    }

    /**
     * Returns the lane of a port. A lane is a part of the port space that contains the rights to
     * reply to one port. If the port has no lane, this method gives it an unused lane. If all lanes
     * are in use, the port gets the lane of another port. The caller has the lock of the space, and
     * all lanes are empty.
     */
    Lane give(Change change, int port) {
        int used = attachment.lanesUsed();
        int free = used < SpaceLayout.LANES ? used : port % SpaceLayout.LANES;
        for (int number = 0; number < used; number++) {
            if (lane(number).port() == port + 1L) {
                return lane(number);
            }
            free = lane(number).port() == 0 ? number : free;
        }
        if (free == used) {
            change.set(SpaceLayout.LANES_USED_AT, used + 1L);
        }
        lane(free).give(change, port);
        return lane(free);
    }

    /**
     * Takes a port's lane away, so that another port can get the lane. A lane is a part of the port
     * space with a lock of its own. The caller has the lock of the space.
     */
    void release(Change change, int port) {
        for (int number = attachment.lanesUsed() - 1; number >= 0; number--) {
            if (lane(number).port() == port + 1L) {
                lane(number).release(change);
            }
        }
    }

    /**
     * Writes a name for the right to reply to a request into the lane of the request. Returns false
     * if the receiving task has this name for another right in a lane. The caller has the lock of
     * the lane, and knows that the port space's table does not contain the name for this task.
     *
     * <p>Two processes can write the same name for different requests at the same time. Each of
     * them first writes the name, and then reads the names of the other rights in all lanes. So at
     * least one process sees the name that the other process has written. For this process, the
     * method returns false.
     *
     * @param call the index of the request in the lane
     * @param holder the row index of the task that receives the request
     */
    boolean tryName(Lane lane, int call, int holder, String name) {
        lane.tryName(call, holder, name);
        SpaceStep.PC3.reached();
        Words.fullFence();
        for (int number = attachment.lanesUsed() - 1; number >= 0; number--) {
            for (int other = 0; other < LaneLayout.CALLS; other++) {
                boolean isSame = lane(number) == lane && other == call;
                if (!isSame && lane(number).hasName(other, holder, name)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Finds a task's right to reply in the lanes, the separately locked parts of the port space.
     * Returns null if no lane has the right. The caller needs no lock.
     *
     * @param task the name of the task
     * @param name the name of the right in the task
     */
    HeldCall held(String task, String name) {
        for (int number = attachment.lanesUsed() - 1; number >= 0; number--) {
            for (int call = 0; call < LaneLayout.CALLS; call++) {
                HeldCall held = held(lane(number), call, task, name);
                if (held != null) {
                    return held;
                }
            }
        }
        return null;
    }

    private HeldCall held(Lane lane, int call, String task, String name) {
        long state = lane.state(call);
        if (state != Lane.HELD && state != Lane.KEPT || !lane.isNamed(call, name)) {
            return null;
        }
        long token = lane.token(call);
        long holder = lane.holder(call);
        long port = lane.port();
        if (!isRow(holder) || !isRow(port)) {
            return null;
        }
        Change rows = rows();
        boolean isOfTask = rows.hasName((int) holder - 1, task);
        long number = new PortRow(rows, (int) port - 1).number();
        // The values that were read are valid only if the lane still contains the same request, and
        // the right to reply is still in the lane and unused. In this case, the task and the port
        // for the reply existed during all the reads.
        Words.loadFence();
        long now = lane.state(call);
        boolean isSame = (now == Lane.HELD || now == Lane.KEPT) && lane.token(call) == token;
        return isSame && isOfTask ? new HeldCall(this, lane, token, number) : null;
    }

    private static boolean isRow(long reference) {
        return reference > 0 && reference <= SpaceLayout.ROWS;
    }
}
