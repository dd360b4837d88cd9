package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.function.LongUnaryOperator;

/**
 * A lane, as one participant of the port space sees it. Requests and replies that are sent through
 * a lane need only the lock of the lane, not the lock of the space. A lane belongs to one port, and
 * contains up to two calls: requests that carry a send-once right to this port. The right has no
 * row while it is in a lane.
 *
 * <p>A {@link Token} is a number that identifies a message. A call is found by the token of its
 * request, and the reply has the negative of this token. The lane has a lock. A process that uses
 * the lock of the space acquires the locks of all lanes, too. All methods need the lock of the lane
 * or of the space, unless their documentation says otherwise. Belongs to one thread.
 */
final class Lane {
    /** The value that means "no call". */
    static final int NO_CALL = -1;

    /** The entry for a call is not in use. */
    static final long FREE = 0;

    /** The request is being sent. */
    static final long SENDING = 1;

    /** The request is in the mailbox of its port, and carries the right. */
    static final long CARRIED = 2;

    /** A receiver tries a name for the right, and has not accepted the right yet. */
    static final long NAMING = 3;

    /** A task has accepted the right. The request is not acknowledged. */
    static final long HELD = 4;

    /** As HELD, but the request is acknowledged. */
    static final long KEPT = 5;

    /** The reply is being sent. The request is not acknowledged. */
    static final long REPLYING = 6;

    /** As REPLYING, but the request is acknowledged. */
    static final long REPLYING_KEPT = 7;

    /** The reply was sent, and the right is used up. The request is not acknowledged. */
    static final long USED = 8;

    private final int number;
    private final long base;
    private final SpaceAttachment attachment;
    private final PortMailboxes mailboxes;
    private final Mapping shared;
    private final LongUnaryOperator words;

    private boolean isLocked;

    /** The name that was last read by {@link #sentName}, and its offset. */
    private String lastName = "";

    Lane(int number, SpaceAttachment attachment, PortMailboxes mailboxes) {
        this.number = number;
        this.base = SpaceLayout.lane(number);
        this.attachment = attachment;
        this.mailboxes = mailboxes;
        this.shared = attachment.shared;
        this.words = offset -> Words.getAcquire(shared, offset);
    }

    /**
     * Acquires the lock of the lane, and repairs what a dead owner of the lock has left.
     *
     * @throws ipckit.common.IpcException TIMED_OUT or WOULD_BLOCK if a living process keeps the
     *     lock until the deadline
     */
    void lock(Deadline deadline) {
        attachment.lockLane(number, deadline);
        isLocked = true;
        try {
            repair();
        } catch (RuntimeException | Error e) {
            unlock();
            throw e;
        }
    }

    /** Returns whether this participant has the lock of the lane. */
    boolean isLocked() {
        return isLocked;
    }

    /** Releases the lock of the lane, unless it was released before. */
    void unlock() {
        if (isLocked) {
            isLocked = false;
            attachment.unlockLane(number);
        }
    }

    /**
     * Completes or undoes the operations that dead processes have begun. The caller has the lock of
     * the lane. A call is in an unfinished state, such as SENDING, only while the owner of this
     * lock works on the call, or after such an owner has died.
     */
    void repair() {
        for (int call = 0; call < LaneLayout.CALLS; call++) {
            long state = state(call);
            if (state == SENDING) {
                setState(call, isSent(call) ? CARRIED : FREE);
            } else if (state == NAMING) {
                setState(call, CARRIED);
            } else if (state == REPLYING) {
                setState(call, isReplied(call) ? USED : HELD);
            } else if (state == REPLYING_KEPT) {
                setState(call, isReplied(call) ? FREE : KEPT);
            }
        }
    }

    private boolean isSent(int call) {
        return contains(get(LaneLayout.destination(call)), token(call));
    }

    private boolean isReplied(int call) {
        return contains(get(LaneLayout.PORT), -token(call));
    }

    private boolean contains(long port, long token) {
        Change rows = new Change(shared);
        int row = rows.row(port, RowKind.PORT);
        return row != Change.NO_ROW && mailboxes.contains(new PortRow(rows, row).number(), token);
    }

    private long get(long offset) {
        return Words.getAcquire(shared, base + offset);
    }

    /** Writes a word if it has another value, so that the cache line stays shared otherwise. */
    private void setIfOther(long offset, long value) {
        if (Words.get(shared, offset) != value) {
            Words.set(shared, offset, value);
        }
    }

    /** Returns the state of a call. The caller needs no lock. */
    long state(int call) {
        long state = get(LaneLayout.state(call));
        if (state < FREE || state > USED) {
            throw ObjectFile.damaged("a call has an impossible state");
        }
        return state;
    }

    void setState(int call, long state) {
        Words.setRelease(shared, base + LaneLayout.state(call), state);
    }

    /** Returns the token of a call. The caller needs no lock. */
    long token(int call) {
        return get(LaneLayout.token(call));
    }

    /** Returns the call with a token; NO_CALL if there is none. The caller needs no lock. */
    int call(long token) {
        for (int call = 0; call < LaneLayout.CALLS; call++) {
            if (token(call) == token && state(call) != FREE) {
                return call;
            }
        }
        return NO_CALL;
    }

    /** Returns a free call; NO_CALL if there is none. */
    int freeCall() {
        for (int call = 0; call < LaneLayout.CALLS; call++) {
            if (state(call) == FREE) {
                return call;
            }
        }
        return NO_CALL;
    }

    /**
     * Returns whether the reply to a request is being sent. After a receiver has claimed the reply,
     * the result is false only if the sending is completed. The caller needs no lock.
     *
     * @param token the token of the request
     */
    boolean isReplying(long token) {
        int call = call(token);
        if (call == NO_CALL) {
            return false;
        }
        long state = state(call);
        return state == REPLYING || state == REPLYING_KEPT;
    }

    /** Returns a reference to the row of the lane's port; 0 if the lane has none. */
    long port() {
        return get(LaneLayout.PORT);
    }

    /**
     * Records that a request is being sent.
     *
     * @param sender the row of the task that sends the request
     * @param destination the row of the port to which the request is sent
     * @param name the name of the lane's port in the sending task
     */
    void begin(int call, long token, int sender, int destination, String name) {
        setIfOther(base + LaneLayout.sender(call), sender + 1L);
        setIfOther(base + LaneLayout.destination(call), destination + 1L);
        StoredName.write(base + LaneLayout.sentName(call), name, this::setIfOther);
        Words.set(shared, base + LaneLayout.token(call), token);
        setState(call, SENDING);
    }

    /** Returns the name of the lane's port in the task that has sent the request. */
    String sentName(int call) {
        long at = base + LaneLayout.sentName(call);
        if (!StoredName.equals(at, lastName, words)) {
            lastName = StoredName.read(at, words);
        }
        return lastName;
    }

    /**
     * Writes a name for the right of a call, and changes the state of the call to NAMING. The task
     * has the right under this name only after the state has become HELD.
     *
     * @param holder the row of the task that accepts the right
     */
    void tryName(int call, int holder, String name) {
        setIfOther(base + LaneLayout.holder(call), holder + 1L);
        StoredName.write(base + LaneLayout.heldName(call), name, this::setIfOther);
        setState(call, NAMING);
    }

    /**
     * Returns whether a task has the right of a call under the name {@code name}, or tries this
     * name for the right. The caller needs no lock.
     *
     * @param holder the row of the task
     */
    boolean hasName(int call, int holder, String name) {
        long state = state(call);
        return state >= NAMING
                && state <= REPLYING_KEPT
                && get(LaneLayout.holder(call)) == holder + 1L
                && StoredName.equals(base + LaneLayout.heldName(call), name, words);
    }

    /** Returns a reference to the row of the task that has accepted the right of a call. */
    long holder(int call) {
        return get(LaneLayout.holder(call));
    }

    /**
     * Returns whether {@code name} is the name that was last written for the right of a call. The
     * caller needs no lock.
     */
    boolean isNamed(int call, String name) {
        return StoredName.equals(base + LaneLayout.heldName(call), name, words);
    }

    /** Enters the rights of all calls into rows, and makes the calls free. */
    void enterRights(Change change) {
        for (int call = 0; call < LaneLayout.CALLS; call++) {
            long state = state(call);
            if (state != FREE) {
                enter(change, call, state);
                change.set(base + LaneLayout.state(call), FREE);
            }
        }
    }

    private void enter(Change change, int call, long state) {
        int port = change.row(port(), RowKind.PORT);
        if (state == CARRIED) {
            CarriedRow row = carriedRow(change, call, port);
            row.setName(sentName(call));
            return;
        }
        int holder = change.row(holder(call), RowKind.TASK);
        String name = StoredName.read(base + LaneLayout.heldName(call), words);
        if (state != USED) {
            NameRow.create(change, holder, port, name).setSendOnce();
        }
        if (state != KEPT) {
            carriedRow(change, call, port).accept(holder, name);
        }
    }

    private CarriedRow carriedRow(Change change, int call, int port) {
        return CarriedRow.create(
                change,
                token(call),
                0,
                change.row(get(LaneLayout.sender(call)), RowKind.TASK),
                change.row(get(LaneLayout.destination(call)), RowKind.PORT),
                port,
                Right.SEND_ONCE);
    }

    /** Gives the lane to a port. */
    void give(Change change, int port) {
        change.set(base + LaneLayout.PORT, port + 1L);
    }

    /** Takes the lane away from its port. */
    void release(Change change) {
        change.set(base + LaneLayout.PORT, 0);
    }
}
