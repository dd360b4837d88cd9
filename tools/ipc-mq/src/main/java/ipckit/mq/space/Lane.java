package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * A lane, as one participant of the port space sees it. A lane is a part of the port space that
 * makes calls fast. A call is a request with a right to reply, and its reply. A process that sends
 * or receives them through a lane needs only the lock of the lane, not the lock of the whole space.
 * A lane belongs to one port, to which the replies are sent. It contains the rights to reply of up
 * to two calls.
 *
 * <p>While a right to reply is in a lane, no row of the port space's table describes the right. A
 * {@link Token} is a number that identifies a message. A call is found by the token of its request,
 * and the reply has the negative of this token. A process that uses the lock of the space acquires
 * the locks of all lanes, too. All methods need the lock of the lane or of the space, unless their
 * documentation says otherwise. An instance belongs to one thread.
 */
final class Lane {
    /**
     * The index that stands for no call. The method {@link #call} returns it if no request in the
     * lane has the token. The method {@link #freeCall} returns it if the lane is full.
     */
    static final int NO_CALL = -1;

    /** State: the lane has no call (a request and its reply) at this index. */
    static final long FREE = 0;

    /** State of a call: the request is being sent. */
    static final long SENDING = 1;

    /**
     * State of a call: the request is in the mailbox of its port, and no task has got the right to
     * reply from it yet.
     */
    static final long CARRIED = 2;

    /**
     * State of a call: a receiver has written a name for its right to reply into the lane, and has
     * not accepted the right yet.
     */
    static final long NAMING = 3;

    /** State of a call: a task has the right to reply. The request is not acknowledged. */
    static final long HELD = 4;

    /** State of a call: a task has the right to reply. The request is acknowledged. */
    static final long KEPT = 5;

    /** State of a call: the reply is being sent. The request is not acknowledged. */
    static final long REPLYING = 6;

    /** State of a call: the reply is being sent. The request is acknowledged. */
    static final long REPLYING_KEPT = 7;

    /**
     * State of a call: the reply was sent, which has used up the right to reply. The request is not
     * acknowledged.
     */
    static final long USED = 8;

    private final int number;
    private final long base;
    private final SpaceAttachment attachment;
    private final PortMailboxes mailboxes;
    private final Mapping shared;
    private final LongUnaryOperator words;

    private boolean isLocked;

    /**
     * The name that {@link #sentName} has read last. While the name in shared memory stays the
     * same, it is not decoded again.
     */
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
     * Acquires the lock of this lane, which is only a part of the port space. Completes or undoes
     * the operations on the lane during which a process has died.
     *
     * @throws IpcException TIMED_OUT or WOULD_BLOCK if a living process keeps the lock until the
     *     deadline
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

    /** Releases the lock of this lane, a part of the port space, unless it was released before. */
    void unlock() {
        if (isLocked) {
            isLocked = false;
            attachment.unlockLane(number);
        }
    }

    /**
     * Puts a request or a reply into its mailbox. When the message is there, changes the state of
     * the call and releases the lock of the lane. This happens before the receiver is woken,
     * because the receiver would have to wait for the lock.
     *
     * @param call the index of the call in this lane
     * @param unsent the state of the call if the message is not sent
     * @param sent the state of the call when the message is in the mailbox
     * @param step the step to report when the message is in the mailbox
     * @param sending puts the message into the mailbox. When the message is there, and before a
     *     receiver is woken, {@code sending} runs the action that is its argument
     * @return DONE, or the reason why the message was not sent
     */
    MailboxOutcome send(
            int call,
            long unsent,
            long sent,
            SpaceStep step,
            Function<Runnable, MailboxOutcome> sending) {
        SpaceTrace.collect();
        try {
            MailboxOutcome outcome = sending.apply(() -> complete(call, sent, step));
            if (outcome != MailboxOutcome.DONE) {
                setState(call, unsent);
            }
            return outcome;
        } catch (IpcException e) {
            if (isLocked) {
                setState(call, unsent);
            }
            throw e;
        } finally {
            // A line of --trace must not be written while this thread has a lock, because the write
            // can block. This call writes the collected lines, unless this thread still has a lock.
            SpaceTrace.passOn();
        }
    }

    private void complete(int call, long sent, SpaceStep step) {
        step.reached();
        setState(call, sent);
        unlock();
    }

    /**
     * Completes or undoes the operations on this lane that dead processes have begun. The caller
     * has the lock of the lane. A call (a request and its reply) is in an unfinished state, such as
     * SENDING, only while the owner of this lock works on the call, or after such an owner has
     * died.
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

    /**
     * Writes a word only if its value changes. An unneeded write would remove the cache line from
     * the caches of other processors.
     */
    private void setIfOther(long offset, long value) {
        if (Words.get(shared, offset) != value) {
            Words.set(shared, offset, value);
        }
    }

    /**
     * Returns the state of a call (a request and its reply), for example {@link #SENDING}. The
     * caller needs no lock.
     *
     * @param call the index of the call in this lane
     */
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

    /**
     * Returns the number that identifies the request of a call, see {@link Token}. The caller needs
     * no lock.
     *
     * @param call the index of the call in this lane
     */
    long token(int call) {
        return get(LaneLayout.token(call));
    }

    /**
     * Returns the index of the call in this lane whose request has a token, the number that
     * identifies a message; NO_CALL if there is none. The caller needs no lock.
     */
    int call(long token) {
        for (int call = 0; call < LaneLayout.CALLS; call++) {
            if (token(call) == token && state(call) != FREE) {
                return call;
            }
        }
        return NO_CALL;
    }

    /**
     * Returns an index at which this lane has room for another request; NO_CALL if the lane is
     * full.
     */
    int freeCall() {
        for (int call = 0; call < LaneLayout.CALLS; call++) {
            if (state(call) == FREE) {
                return call;
            }
        }
        return NO_CALL;
    }

    /**
     * Returns whether the reply to a request is being sent. The result is false before the sending
     * begins and after it is completed. For a reply that a receiver has claimed, false therefore
     * means that the sending is completed. The caller needs no lock.
     *
     * @param token the token of the request, the number that identifies the message
     */
    boolean isReplying(long token) {
        int call = call(token);
        if (call == NO_CALL) {
            return false;
        }
        long state = state(call);
        return state == REPLYING || state == REPLYING_KEPT;
    }

    /**
     * Returns the row index plus 1 of the port to which this lane belongs; 0 if it belongs to no
     * port.
     */
    long port() {
        return get(LaneLayout.PORT);
    }

    /**
     * Records that a request is being sent through this lane.
     *
     * @param call the index at which the lane has room for the request
     * @param token the token of the request, the number that identifies the message
     * @param sender the row index of the task that sends the request
     * @param destination the row index of the port to which the request is sent
     * @param name the sending task's name for the port to which the reply will be sent
     */
    void begin(int call, long token, int sender, int destination, String name) {
        setIfOther(base + LaneLayout.sender(call), sender + 1L);
        setIfOther(base + LaneLayout.destination(call), destination + 1L);
        StoredName.write(base + LaneLayout.sentName(call), name, this::setIfOther);
        Words.set(shared, base + LaneLayout.token(call), token);
        setState(call, SENDING);
    }

    /**
     * Returns the name that the sender of a request has for the port to which the reply is sent.
     *
     * @param call the index of the request in this lane
     */
    String sentName(int call) {
        long at = base + LaneLayout.sentName(call);
        if (!StoredName.equals(at, lastName, words)) {
            lastName = StoredName.read(at, words);
        }
        return lastName;
    }

    /**
     * Writes a name for the right to reply to a request, and changes the state to NAMING. The
     * receiving task has the right under this name only after the state has become HELD.
     *
     * @param call the index of the request in this lane
     * @param holder the row index of the task that receives the request
     */
    void tryName(int call, int holder, String name) {
        setIfOther(base + LaneLayout.holder(call), holder + 1L);
        StoredName.write(base + LaneLayout.heldName(call), name, this::setIfOther);
        setState(call, NAMING);
    }

    /**
     * Returns whether the right to reply to a request has the name {@code name} in a task, or is
     * about to get this name. The caller needs no lock.
     *
     * @param call the index of the request in this lane
     * @param holder the row index of the task
     */
    boolean hasName(int call, int holder, String name) {
        long state = state(call);
        return state >= NAMING
                && state <= REPLYING_KEPT
                && get(LaneLayout.holder(call)) == holder + 1L
                && StoredName.equals(base + LaneLayout.heldName(call), name, words);
    }

    /** Returns the row index plus 1 of the task that has the right to reply to a request. */
    long holder(int call) {
        return get(LaneLayout.holder(call));
    }

    /**
     * Returns whether {@code name} is the name that was last written for the right to reply to a
     * request. The caller needs no lock.
     */
    boolean isNamed(int call, String name) {
        return StoredName.equals(base + LaneLayout.heldName(call), name, words);
    }

    /**
     * Moves the rights to reply of all requests in this lane into rows of the port space's table.
     * The lane is empty then.
     */
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

    /**
     * Makes this lane the lane of a port. The lane then serves the requests whose replies are sent
     * to the port.
     */
    void give(Change change, int port) {
        change.set(base + LaneLayout.PORT, port + 1L);
    }

    /** Takes the lane away from its port, so that another port can get it. */
    void release(Change change) {
        change.set(base + LaneLayout.PORT, 0);
    }
}
