package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.object.Attachment;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.RobustLock;

/**
 * A participant of the port space, which acquires and releases the lock of the space. This class
 * does not repair what dead participants left: {@link PortSpace} repairs it each time it has
 * acquired the lock. Belongs to one thread.
 */
final class SpaceAttachment extends Attachment {
    private static final int ROLE = 1;
    private static final int WAITS_FOR_LOCK = 1;
    private static final int WAITS_NOT = 0;

    private final RobustLock lock;

    private SpaceAttachment(Context context, int index) {
        super(context, index, ROLE);
        this.lock = new RobustLock(shared, SpaceLayout.LOCK, index, liveness, doorbell, this);
    }

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
     * Acquires the lock of the port space.
     *
     * @throws IpcException TIMED_OUT or WOULD_BLOCK if a living process keeps the lock until the
     *     deadline; REMOVED if the port space was removed
     */
    void lock(Deadline deadline) {
        switch (lock.acquire(deadline)) {
            case ACQUIRED, TAKEN_OVER -> participants.setWaiting(index, WAITS_NOT);
            case TIMED_OUT -> throw lockTimedOut(deadline);
            case REMOVED -> throw ObjectFile.removed();
        }
    }

    /** Releases the lock. */
    void unlock() {
        lock.release();
    }

    @Override
    protected IpcException lockTimedOut(Deadline deadline) {
        return new IpcException(
                deadline.kind() == Deadline.Kind.NOW ? Category.WOULD_BLOCK : Category.TIMED_OUT,
                "process " + pidOfOwner(lock) + " holds the lock of the port space");
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
