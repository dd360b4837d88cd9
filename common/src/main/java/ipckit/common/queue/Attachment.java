package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Doorbell;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.RobustLock;
import ipckit.common.sync.Step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How a process becomes a participant of a ring (steps T1 to T6): one newcomer at a time takes a
 * slot that nobody lives in, mends what its last inhabitant may have left, and says what it is.
 */
final class Attachment {
    /** The slots of the two roles in a one-to-one ring; others begin behind them. */
    static final int SOLE_PRODUCER = 0;

    static final int SOLE_CONSUMER = 1;

    /** How long attaching may be held up by others: no time limit of a user's applies to it. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private static final long FIRST_PAUSE_NANOS = 200_000;
    private static final long LONGEST_PAUSE_NANOS = 25_600_000;

    private final RingFile file;
    private final Mapping shared;
    private final Role role;
    private final Liveness liveness;
    private final Doorbell doorbell;
    private final BooleanSupplier givenUp;

    private Attachment(
            RingFile file,
            Role role,
            Liveness liveness,
            Doorbell doorbell,
            BooleanSupplier givenUp) {
        this.file = file;
        this.shared = file.shared;
        this.role = role;
        this.liveness = liveness;
        this.doorbell = doorbell;
        this.givenUp = givenUp;
    }

    /**
     * Attaches to the ring.
     *
     * @param givenUp asked after every bounded sleep: true ends the wait (the reader of our output
     *     has gone, say)
     */
    static Membership attach(RingFile file, Role role, BooleanSupplier givenUp) {
        Liveness liveness = openLive(file);
        Doorbell doorbell = file.doorbell();
        try {
            prepare(doorbell, file.spec.oneToOne());
            return new Attachment(file, role, liveness, doorbell, givenUp).attach();
        } catch (RuntimeException | Error e) {
            doorbell.close();
            liveness.close();
            throw e;
        }
    }

    /** Locks are taken and released inside each other: nothing slow must be left for then. */
    private static void prepare(Doorbell doorbell, boolean oneToOne) {
        doorbell.prepare(RingLayout.ITEMS);
        doorbell.prepare(RingLayout.ROOM);
        if (!oneToOne) {
            doorbell.prepare(RingLayout.PRODUCERS_LOCK);
            doorbell.prepare(RingLayout.CONSUMERS_LOCK);
        }
    }

    private static Liveness openLive(RingFile file) {
        try {
            return Liveness.open(file.live(), RingLayout.SLOTS, true);
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT && file.isInPlace()) {
                throw new IpcException(Category.CORRUPT, "its file of the living is missing", e);
            }
            throw e;
        }
    }

    private Membership attach() {
        register();
        try {
            Membership member = takeSlot();
            try {
                Step.T1.reached();
                if (!file.spec.oneToOne()) {
                    mendAfterPredecessor(member);
                }
                moveIn(member.slot);
                return member;
            } catch (RuntimeException | Error e) {
                liveness.leave(member.slot);
                throw e;
            }
        } finally {
            liveness.leave(RingLayout.REGISTRATION_BYTE);
        }
    }

    /**
     * Only the kernel's lock tells whether a newcomer lives, and it cannot be waited for with a
     * time limit: so it is tried again and again, ever less often, lest a crowd of newcomers keep
     * the one who is in from getting on. Nobody has to give up in a crowd that moves.
     */
    private void register() {
        long let = Words.getAcquire(shared, RingLayout.REGISTRATIONS_AT);
        Deadline patience = Deadline.afterNanos(PATIENCE_NANOS);
        long pause = FIRST_PAUSE_NANOS;
        while (!liveness.take(RingLayout.REGISTRATION_BYTE)) {
            long now = Words.getAcquire(shared, RingLayout.REGISTRATIONS_AT);
            if (now != let) {
                let = now;
                patience = Deadline.afterNanos(PATIENCE_NANOS);
            } else if (patience.expired()) {
                throw new IpcException(
                        Category.TIMED_OUT, "another process has been attaching for 10 s");
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        Words.getAndAdd(shared, RingLayout.REGISTRATIONS_AT, 1);
    }

    /**
     * T1. The lowest that is free, so that the tables that others search stay short.
     *
     * <p>All that a participant needs is made before the slot is taken: from then on until it is
     * mended, what its last inhabitant left (a lock, say) looks as if its owner lived, and a
     * program that has just started takes long for whatever it does the first time.
     */
    private Membership takeSlot() {
        if (file.spec.oneToOne() && role == Role.PRODUCER) {
            return takeSole(SOLE_PRODUCER);
        }
        if (file.spec.oneToOne() && role == Role.CONSUMER) {
            return takeSole(SOLE_CONSUMER);
        }
        int first = file.spec.oneToOne() ? SOLE_CONSUMER + 1 : 0;
        int used = (int) Math.min(RingLayout.SLOTS, slotsUsed());
        Membership taken = takeWhere(first, used, true);
        if (taken == null) {
            taken = takeWhere(first, used, false);
        }
        if (taken == null) {
            taken = takeWhere(Math.max(first, used), RingLayout.SLOTS, false);
        }
        if (taken == null) {
            throw new IpcException(
                    Category.WOULD_BLOCK,
                    "all " + RingLayout.SLOTS + " places are taken by living processes");
        }
        return taken;
    }

    private Membership takeWhere(int from, int to, boolean leftInOrder) {
        for (int slot = from; slot < to; slot++) {
            long line = RingLayout.slot(slot);
            boolean vacant = Words.getIntAcquire(shared, line + SlotLayout.ROLE) == 0;
            if ((vacant || !leftInOrder) && !liveness.isAlive(slot)) {
                Membership member = new Membership(file, liveness, doorbell, slot, givenUp);
                if (liveness.take(slot)) {
                    return member;
                }
            }
        }
        return null;
    }

    private long slotsUsed() {
        return Words.getAcquire(shared, RingLayout.SLOTS_USED_AT);
    }

    private Membership takeSole(int slot) {
        Membership member = new Membership(file, liveness, doorbell, slot, givenUp);
        for (int tries = 0; tries < 20; tries++) {
            if (liveness.take(slot)) {
                return member;
            }
            LockSupport.parkNanos(1_000_000); // somebody may only be asking who lives there
        }
        long pid = Words.get(shared, RingLayout.slot(slot) + SlotLayout.PID);
        String word = role == Role.PRODUCER ? "producer" : "consumer";
        throw new IpcException(
                Category.FAILED, "it is one-to-one and has its " + word + " already: pid " + pid);
    }

    /**
     * T2 to T4: ends what the last inhabitant of the slot left. Where that is nothing no lock is
     * needed, so that a newcomer is not held up by one who is stopped.
     */
    private static void mendAfterPredecessor(Membership member) {
        if (member.producersLock.isInherited()) {
            member.producersLock.release();
        }
        boolean inherited = member.consumersLock.isInherited();
        if (!inherited && !member.claimTable.isHeldBy(member.slot)) {
            return;
        }
        Deadline patience = Deadline.afterNanos(PATIENCE_NANOS);
        if (!inherited && member.consumersLock.acquire(patience) == RobustLock.Outcome.TIMED_OUT) {
            LockHolder holder = member.holder(Waiting.CONSUMERS_LOCK);
            throw new IpcException(
                    Category.TIMED_OUT,
                    "another process has been holding the consumers' lock for 10 s"
                            + (holder == null ? "" : ": pid " + holder.pid()));
        }
        try {
            member.recovery.recoverAfterMyPredecessor();
        } finally {
            member.consumersLock.release();
        }
    }

    /** T5 and T6. */
    private void moveIn(int slot) {
        long line = RingLayout.slot(slot);
        Words.set(shared, line + SlotLayout.PID, ProcessHandle.current().pid());
        Words.set(shared, line + SlotLayout.PID_SPACE, pidSpace());
        Words.set(shared, line + SlotLayout.SINCE, System.currentTimeMillis());
        Words.set(shared, line + SlotLayout.ITEMS, 0);
        Words.setInt(shared, line + SlotLayout.WAITING, Waiting.NOTHING.ordinal());
        if (slotsUsed() <= slot) {
            Words.setRelease(shared, RingLayout.SLOTS_USED_AT, slot + 1);
        }
        Words.setIntRelease(shared, line + SlotLayout.ROLE, role.ordinal());
        Step.T5.reached();
        if (role == Role.PRODUCER) {
            Words.getAndAdd(shared, RingLayout.PRODUCERS_AT, 1);
        }
        if (role.keepsStreamOpen()) {
            Words.getAndAdd(shared, RingLayout.ATTACHES_AT, 1); // after the role: EndOfStream
        }
    }

    /** Where our pid means something; 0 if unknown. */
    static long pidSpace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Long.parseLong(link, link.indexOf('[') + 1, link.indexOf(']'), 10);
        } catch (IOException | RuntimeException e) {
            return 0; // unknown: for people to read only
        }
    }
}
