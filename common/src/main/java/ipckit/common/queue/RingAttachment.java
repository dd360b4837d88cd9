package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.object.Attachment;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWaiter;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.Registration;
import ipckit.common.sync.RobustLock;

import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * A participant of a ring, with access to the ring's locks, events and claims table. Each lock and
 * each claim has an owner word, which contains the participant index of the owner.
 *
 * <p>An instance belongs to one thread.
 */
final class RingAttachment extends Attachment {
    /**
     * The participant index of the producer in a one-to-one ring. The consumer has the index {@link
     * #SOLE_CONSUMER}. A {@link StreamHolder}, which only keeps the stream open, has a higher
     * index.
     */
    static final int SOLE_PRODUCER = 0;

    static final int SOLE_CONSUMER = 1;

    final RingFile file;
    final Event items;
    final Event room;
    final RobustLock producersLock;
    final RobustLock consumersLock;
    final Claims claims;
    final Recovery recovery;
    final Area area;

    private final RingRole role;

    private RingAttachment(RingFile file, Context context, int index, RingRole role) {
        super(context, index, role.ordinal());
        this.file = file;
        this.role = role;
        this.area = file.area();
        this.items = new Event(shared, RingLayout.ITEMS, doorbell);
        this.room = new Event(shared, RingLayout.ROOM, doorbell);
        this.producersLock = lock(RingLayout.PRODUCERS_LOCK);
        this.consumersLock = lock(RingLayout.CONSUMERS_LOCK);
        this.claims = new Claims(shared, index);
        this.recovery = new Recovery(area, liveness, claims);
    }

    private RobustLock lock(EventWord word) {
        return new RobustLock(shared, word, index, liveness, doorbell, this);
    }

    /**
     * Attaches to a ring.
     *
     * @param deadline limits the waits of this method for other participants
     * @param givenUp a function that is called after each sleep of this participant if the awaited
     *     condition is still false; the function returns true to end the wait
     * @throws IpcException FAILED if the ring is one-to-one, {@code role} is producer or consumer,
     *     and the ring already has a participant with this role; WOULD_BLOCK (for the deadline NOW)
     *     or TIMED_OUT (for other deadlines) if another participant prevents the attachment until
     *     the deadline; REMOVED if the ring is removed meanwhile
     */
    static RingAttachment attach(
            RingFile file, RingRole role, Deadline deadline, BooleanSupplier givenUp) {
        return Attachment.attach(
                file,
                deadline,
                givenUp,
                (registration, context) -> register(registration, context, file, role));
    }

    /**
     * Takes a participant index (step T1 of the package documentation). In a one-to-one ring, the
     * producer and the consumer have fixed indexes.
     */
    private static RingAttachment register(
            Registration registration, Context context, RingFile file, RingRole role) {
        IntFunction<RingAttachment> maker = index -> new RingAttachment(file, context, index, role);
        if (!file.spec.oneToOne()) {
            return registration.takeIndex(0, maker);
        }
        if (role == RingRole.HOLDER) {
            return registration.takeIndex(SOLE_CONSUMER + 1, maker);
        }
        boolean producer = role == RingRole.PRODUCER;
        int index = producer ? SOLE_PRODUCER : SOLE_CONSUMER;
        RingAttachment attachment = registration.takeExactly(index, maker);
        if (attachment == null) {
            throw new IpcException(
                    Category.FAILED,
                    "it is one-to-one and has its "
                            + (producer ? "producer" : "consumer")
                            + " already: pid "
                            + file.participants().pid(index));
        }
        return attachment;
    }

    /**
     * Releases the locks that the previous process with this participant index still owned when it
     * died, and recovers its claims (steps T2 to T4 of the package documentation). A one-to-one
     * ring needs no repair: it has no locks, and the next consumer continues at the positions that
     * a dead consumer has stored.
     */
    @Override
    protected void repairAfterPredecessor(Deadline deadline) {
        if (file.spec.oneToOne()) {
            return;
        }
        if (producersLock.isInherited()) {
            producersLock.release();
        }
        super.repairAfterPredecessor(deadline);
    }

    @Override
    protected RobustLock recoveryLock() {
        return consumersLock;
    }

    @Override
    protected boolean predecessorLeftWork() {
        return claims.isHeldBy(index);
    }

    @Override
    protected void recoverFromPredecessor(boolean torn) {
        recovery.recoverFromPredecessor();
    }

    @Override
    protected void releaseRecoveryLock() {
        consumersLock.release();
    }

    @Override
    protected IpcException lockTimedOut(Deadline deadline) {
        LockHolder holder = holder(WaitReason.CONSUMERS_LOCK);
        return new IpcException(
                deadline.kind() == Deadline.Kind.NOW ? Category.WOULD_BLOCK : Category.TIMED_OUT,
                "another process holds the consumers' lock"
                        + (holder == null ? "" : ": pid " + holder.pid()));
    }

    /**
     * Counts this participant (step T6 of the package documentation). A producer increases the
     * number of producers that ever attached. A producer or {@link StreamHolder} increases the
     * number of producers and stream holders that ever attached.
     *
     * <p>The participant's role is already in the participant table. {@link EndOfStream} reads the
     * number of producers and stream holders first, and the roles afterwards. If {@code
     * EndOfStream} reads the increased number, it therefore also sees this participant's role.
     */
    @Override
    protected void entered() {
        if (role == RingRole.PRODUCER) {
            Words.getAndAdd(shared, RingLayout.PRODUCERS_AT, 1);
        }
        if (role.keepsStreamOpen()) {
            Words.getAndAdd(shared, RingLayout.ATTACHES_AT, 1);
        }
    }

    /**
     * Stores the reason why this participant waits, so that a {@link RingMonitor} can show the
     * reason.
     */
    void waiting(WaitReason reason) {
        participants.setWaiting(index, reason.ordinal());
    }

    @Override
    public void sleepsAt(EventWord lock) {
        waiting(
                lock == RingLayout.PRODUCERS_LOCK
                        ? WaitReason.PRODUCERS_LOCK
                        : WaitReason.CONSUMERS_LOCK);
    }

    /**
     * Returns the current owner of a lock. Returns null if the lock is free, or if this participant
     * owns the lock.
     *
     * @param which PRODUCERS_LOCK for the producers' lock, CONSUMERS_LOCK for the consumers' lock
     */
    LockHolder holder(WaitReason which) {
        int owner = (which == WaitReason.PRODUCERS_LOCK ? producersLock : consumersLock).owner();
        if (owner < 0 || owner == index) {
            return null;
        }
        return new LockHolder(which, participants.pid(owner), participants.pidIsLocal(owner));
    }

    /**
     * Stores the number of items that this participant has put or acknowledged, so that a {@link
     * RingMonitor} can show the number.
     */
    void moved(long count) {
        participants.setMoved(index, count);
    }

    /**
     * Sleeps once, until the event is signalled or a time limit passes, and returns why the sleep
     * ended. Does not sleep if {@code ready} is already true. Stores the reason for the wait, so
     * that a {@link RingMonitor} can show this reason.
     */
    EventWaiter.Awake sleep(
            WaitReason reason, Event event, BooleanSupplier ready, Deadline deadline) {
        return sleep(reason.ordinal(), event, ready, deadline);
    }

    /**
     * Returns whether this participant can ignore the deaths of other participants while it waits.
     * If so, this participant can sleep longer. No death matters if no other participant is
     * attached. For a consumer, the death of another consumer does not matter while no consumer has
     * claimed items, because a dead consumer then leaves nothing to recover.
     */
    @Override
    public boolean isAlone() {
        boolean consumersMatter = role != RingRole.CONSUMER || claims.anyHeld();
        return !anyOther(
                other -> {
                    RingRole its = role(other);
                    return its != RingRole.NONE && (consumersMatter || its != RingRole.CONSUMER);
                });
    }

    boolean hasOtherConsumer() {
        return anyOther(other -> role(other) == RingRole.CONSUMER);
    }

    /**
     * Returns whether another participant (a producer or a {@link StreamHolder}) keeps the stream
     * open.
     *
     * @param alive true to count only participants that the kernel reports as alive; false to rely
     *     on the participant table alone, which may still contain the role of a dead participant
     */
    boolean hasOtherKeepingStreamOpen(boolean alive) {
        return anyOther(
                other -> role(other).keepsStreamOpen() && (!alive || liveness.isAlive(other)));
    }

    private RingRole role(int of) {
        return RingRole.of(participants.role(of));
    }

    /**
     * Signals the room event, on which producers wait. Signals the items event, on which consumers
     * wait, only if a consumer may be waiting for the end of the stream. There are two such cases:
     *
     * <ul>
     *   <li>This participant kept the stream open. The stream may end when this participant
     *       detaches.
     *   <li>Another consumer is attached. The stream may have ended because this participant
     *       acknowledged the last items.
     * </ul>
     *
     * <p>In all other cases, a signal of the items event could do harm. A script may run a consumer
     * each time a byte arrives in the named pipe of the items event. If each consumer signalled the
     * items event when the consumer detaches, the script would run the next consumer although there
     * are no items.
     */
    @Override
    protected void signalDetached() {
        if (role.keepsStreamOpen() || hasOtherConsumer()) {
            items.signal();
        }
        room.signal();
    }

    @Override
    protected void releaseMemory() {
        area.close();
    }
}
