package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.object.Attachment;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.RobustLock;

/**
 * A participant of the port space, which acquires and releases the lock of the space. This class
 * does not repair what dead participants left: {@link PortSpace} repairs it each time it has
 * acquired the lock. An instance belongs to one thread.
 */
final class SpaceAttachment extends Attachment {
    private static final int ROLE = 1;
    private static final int WAITS_FOR_LOCK = 1;
    private static final int WAITS_NOT = 0;
    private static final String SPACE = "the port space";

    private final RobustLock lock;
    private final RobustLock[] lanes = new RobustLock[SpaceLayout.LANES];

    /**
     * The number of lanes (parts of the port space with locks of their own) that this participant
     * has locked together with the space.
     */
    private int locked;

    private SpaceAttachment(Context context, int index) {
        super(context, index, ROLE);
        this.lock = new RobustLock(shared, SpaceLayout.LOCK, index, liveness, doorbell, this);
    }

    /**
     * Attaches the calling thread to the port space.
     *
     * @throws IpcException TIMED_OUT if another process is attaching for too long; WOULD_BLOCK if
     *     the space has its greatest number of participants; REMOVED if the space was removed
     */
    static SpaceAttachment attach(SpaceFile file) {
        return Attachment.attach(
                file,
                Deadline.NEVER,
                () -> false,
                (registration, context) ->
                        registration.takeIndex(0, index -> new SpaceAttachment(context, index)));
    }

    @Override
    protected RobustLock recoveryLock() {
        return lock;
    }

    @Override
    protected boolean predecessorLeftWork() {
        return false;
    }

    @Override
    protected void recoverFromPredecessor(boolean torn) {
        // Nothing to do: the next process that uses the lock completes what the dead process has
        // begun.
    }

    /**
     * Releases the locks of lanes that a dead process with the same participant index has left. A
     * lane is a part of the port space with a lock of its own. The next owner of a lane's lock
     * completes or undoes the work of the dead process.
     *
     * <p>The locks of lanes must be released before this participant waits for the lock of the
     * space. Otherwise the owner of the lock of the space could wait for a lane forever: the
     * participant index of the lane's dead owner is in use again, so this owner seems to be alive.
     */
    @Override
    protected void repairAfterPredecessor(Deadline deadline) {
        for (int lane = lanesUsed() - 1; lane >= 0; lane--) {
            if (lane(lane).isInherited()) {
                lane(lane).release();
            }
        }
        super.repairAfterPredecessor(deadline);
    }

    /**
     * Returns whether no other participant that lives will use the port space again. After this
     * call, the caller may only detach, because other calls of this method no longer count the
     * caller as a participant. If several participants leave at the same time, only the last
     * participant to call this method gets the result true. The caller has the lock of the space.
     */
    boolean leavesAsLast() {
        participants.setRole(index, ParticipantTable.NO_ROLE);
        return !anyOther(
                other ->
                        participants.role(other) != ParticipantTable.NO_ROLE
                                && liveness.isAlive(other));
    }

    /**
     * Returns the number of lanes (separately locked parts of the port space) that were ever in
     * use.
     */
    int lanesUsed() {
        long used = Words.getAcquire(shared, SpaceLayout.LANES_USED_AT);
        if (used < 0 || used > SpaceLayout.LANES) {
            throw ObjectFile.damaged("its number of lanes is impossible");
        }
        return (int) used;
    }

    private RobustLock lane(int lane) {
        if (lanes[lane] == null) {
            EventWord word =
                    new EventWord(SpaceLayout.lane(lane) + LaneLayout.LOCK, "lane " + lane);
            lanes[lane] = new RobustLock(shared, word, index, liveness, doorbell, this);
        }
        return lanes[lane];
    }

    /**
     * Acquires the lock of a lane, a part of the port space, without the lock of the whole space.
     *
     * @throws IpcException as {@link #lock} does
     */
    void lockLane(int lane, Deadline deadline) {
        acquire(lane(lane), deadline);
        SpaceTrace.locked("lane " + lane);
    }

    /**
     * Releases the lock of a lane (a part of the port space) that {@link #lockLane} has acquired.
     */
    void unlockLane(int lane) {
        lane(lane).release();
        SpaceTrace.unlocked("lane " + lane);
    }

    /**
     * Acquires the locks of all lanes, the separately locked parts of the port space, and then
     * makes the epoch odd. An odd epoch shows other processes that the space is being changed. The
     * caller has the lock of the space, and has completed the change that a dead process has left
     * in the journal.
     *
     * @throws IpcException as {@link #lock} does
     */
    void lockLanes(Deadline deadline) {
        int used = lanesUsed();
        while (locked < used) {
            acquire(lane(locked), deadline);
            locked++;
        }
        Words.setRelease(shared, SpaceLayout.EPOCH_AT, epoch() | 1);
    }

    /**
     * Returns the epoch, a number that is odd while a process uses the lock of the port space, see
     * {@link SpaceLayout#EPOCH_AT}.
     */
    long epoch() {
        return Words.getAcquire(shared, SpaceLayout.EPOCH_AT);
    }

    /**
     * Acquires the lock of the port space.
     *
     * @throws IpcException TIMED_OUT or WOULD_BLOCK if a living process keeps the lock until the
     *     deadline; REMOVED if the port space was removed
     */
    void lock(Deadline deadline) {
        acquire(lock, deadline);
        SpaceTrace.locked(SPACE);
    }

    /**
     * Acquires the lock of the port space, as {@link #lock} does. But as long as other processes
     * complete their operations on the space, this method waits without a limit: on a busy machine,
     * many processes can be before this one.
     *
     * @param patience the longest time in nanoseconds in which no process completes an operation
     * @throws IpcException TIMED_OUT if a living process keeps the lock for this time; REMOVED if
     *     the port space was removed
     */
    void lockPatiently(long patience) {
        for (; ; ) {
            long before = epoch();
            try {
                lock(Deadline.afterNanos(patience));
                return;
            } catch (IpcException e) {
                if (e.category() != Category.TIMED_OUT || epoch() == before) {
                    throw e;
                }
            }
        }
    }

    private void acquire(RobustLock wanted, Deadline deadline) {
        switch (wanted.acquire(deadline)) {
            case ACQUIRED, TAKEN_OVER -> participants.setWaiting(index, WAITS_NOT);
            case TIMED_OUT -> throw lockTimedOut(deadline, wanted);
            case REMOVED -> throw ObjectFile.removed();
        }
    }

    /**
     * Releases the locks of the lanes, which are parts of the port space, and the lock of the
     * space.
     *
     * @param isComplete whether the operation is completed. If so, the epoch becomes even.
     *     Otherwise it stays odd, so that no process uses a lane before the next operation has
     *     repaired the space
     */
    void unlock(boolean isComplete) {
        if (isComplete) {
            Words.setRelease(shared, SpaceLayout.EPOCH_AT, (epoch() | 1) + 1);
        }
        while (locked > 0) {
            locked--;
            lane(locked).release();
        }
        lock.release();
        SpaceTrace.unlocked(SPACE);
    }

    @Override
    protected IpcException lockTimedOut(Deadline deadline) {
        return lockTimedOut(deadline, lock);
    }

    private IpcException lockTimedOut(Deadline deadline, RobustLock wanted) {
        return new IpcException(
                deadline.kind() == Deadline.Kind.NOW ? Category.WOULD_BLOCK : Category.TIMED_OUT,
                "process " + pidOfHolder(wanted) + " holds the lock of " + SPACE);
    }

    /**
     * Returns the pid of the process that delays this participant. Usually this is the owner of the
     * wanted lock. But if this owner itself waits for the lock of a lane (a part of the port
     * space), returns the pid of a process that has the lock of a lane.
     */
    private long pidOfHolder(RobustLock wanted) {
        int owner = wanted.owner();
        if (owner >= 0 && owner != index && participants.waiting(owner) == WAITS_FOR_LOCK) {
            for (int lane = 0; lane < lanesUsed(); lane++) {
                int other = lane(lane).owner();
                if (other >= 0 && other != owner && other != index) {
                    return participants.pid(other);
                }
            }
        }
        return pidOfOwner(wanted);
    }

    @Override
    protected void entered() {}

    @Override
    public void sleepsAt(EventWord word) {
        participants.setWaiting(index, WAITS_FOR_LOCK);
    }

    @Override
    public boolean isAlone() {
        return false;
    }

    @Override
    protected void signalDetached() {}

    @Override
    protected void releaseMemory() {}
}
