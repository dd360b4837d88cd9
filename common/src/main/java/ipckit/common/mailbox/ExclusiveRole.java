package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.sync.Liveness;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The right to attach to a mailbox that admits only two participants, or to receive from a mailbox
 * that admits only one receiver. The mailbox's liveness file has certain bytes for this right,
 * after the bytes of the participants. A process has the right while it keeps one of these bytes
 * locked. When the process dies, the kernel unlocks the byte.
 */
final class ExclusiveRole implements AutoCloseable {
    /**
     * The interval in nanoseconds at which a process tries again to acquire the right to attach. No
     * event can wake the process earlier: an event wakes only participants, and the process becomes
     * a participant only when it attaches.
     */
    private static final long PAUSE_NANOS = 50_000_000;

    private static final int NOT_NEEDED = -1;

    private final Liveness liveness;
    private int taken = NOT_NEEDED;
    private int users = 1;

    private ExclusiveRole(Liveness liveness) {
        this.liveness = liveness;
    }

    /**
     * Acquires the right to attach to a mailbox in the given role, for example as a receiver. If
     * the largest allowed number of processes already have the right, waits until one of them gives
     * up the right. If the mailbox does not limit the number of participants with this role, no
     * right is needed, and this method returns at once.
     *
     * @param deadline limits the wait
     * @param givenUp called repeatedly during the wait; the result true means that standard output
     *     is closed, and ends the wait
     * @throws IpcException WOULD_BLOCK (for the deadline NOW) or TIMED_OUT (for other deadlines)
     *     when other processes keep the right until the deadline; REMOVED when the mailbox was
     *     removed; OUTPUT_CLOSED when {@code givenUp} returned true
     */
    static ExclusiveRole take(
            MailboxFile file, MailboxRole role, Deadline deadline, BooleanSupplier givenUp) {
        ExclusiveRole exclusiveRole = new ExclusiveRole(file.live());
        try {
            int places = places(file.spec.sharing(), role);
            while (places > 0 && !exclusiveRole.takeAnyOf(places)) {
                pause(file, deadline, givenUp);
            }
            return exclusiveRole;
        } catch (RuntimeException | Error e) {
            exclusiveRole.close();
            throw e;
        }
    }

    private boolean takeAnyOf(int places) {
        for (int i = 0; i < places; i++) {
            int place = MailboxLayout.FIRST_EXCLUSIVE_ROLE + i;
            if (liveness.take(place)) {
                taken = place;
                return true;
            }
        }
        return false;
    }

    private static void pause(MailboxFile file, Deadline deadline, BooleanSupplier givenUp) {
        if (deadline.expired()) {
            throw refusal(file.spec.sharing(), deadline);
        }
        if (givenUp.getAsBoolean()) {
            throw new IpcException(Category.OUTPUT_CLOSED, "standard output is closed");
        }
        LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.remainingNanos()));
        file.checkInPlace();
    }

    /**
     * Records that another attachment of this process also uses the right, and returns this object.
     * Each attachment that uses the right calls {@link #close} once. The last of these calls gives
     * up the right.
     */
    synchronized ExclusiveRole share() {
        users++;
        return this;
    }

    private static int places(ReceiverPolicy sharing, MailboxRole role) {
        return switch (sharing) {
            case ANY -> 0;
            case SINGLE_RECEIVER -> MailboxRole.receives(role.number()) ? 1 : 0;
            case PAIR -> role == MailboxRole.LOOKER ? 0 : MailboxLayout.EXCLUSIVE_ROLES;
        };
    }

    private static IpcException refusal(ReceiverPolicy sharing, Deadline deadline) {
        String who =
                sharing == ReceiverPolicy.PAIR
                        ? "two processes use it already"
                        : "another process receives from it";
        return deadline.kind() == Deadline.Kind.NOW
                ? new IpcException(Category.WOULD_BLOCK, who)
                : new IpcException(Category.TIMED_OUT, "timed out: " + who);
    }

    @Override
    public synchronized void close() {
        if (--users > 0) {
            return;
        }
        if (taken != NOT_NEEDED) {
            liveness.leave(taken);
        }
        liveness.close();
    }
}
