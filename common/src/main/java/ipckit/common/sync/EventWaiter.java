package ipckit.common.sync;

import ipckit.common.Deadline;

import java.util.function.BooleanSupplier;

/**
 * How one participant of an object waits: it spins for a short time, and then sleeps in the kernel.
 * Every sleep is bounded. After each sleep the participant checks whether the object still exists,
 * and the caller recovers from dead participants.
 *
 * <p>An instance belongs to one thread.
 */
public final class EventWaiter {
    /**
     * The longest sleep. A death may cost a missing wake-up, a takeover of a lock and a returned
     * claim, one after the other. All three must be repaired within 200 ms.
     */
    private static final long SLEEP_NANOS = 55_000_000;

    /**
     * The longest sleep while no other participant is attached. Only a newcomer can die then, and a
     * newcomer wakes this process first.
     */
    private static final long LONELY_SLEEP_NANOS = 120_000_000;

    private static final int SLEEPS_PER_LOOK_AT_THE_PATH = 16;

    private final Circumstances circumstances;
    private final SpinWait spin = new SpinWait();
    private int sleeps;

    /** Whether the last {@link #sleep} lasted for its whole time. */
    private boolean overslept;

    /** The conditions that are checked between two sleeps. */
    public interface Circumstances {
        /** Whether the object is marked as removed. */
        boolean isRemoved();

        /** Whether the object's path still leads to it. */
        boolean isInPlace();

        /** Whether no participant is attached whose death could concern this one. */
        boolean isAlone();

        /** Whether the caller wants to stop waiting. */
        boolean isGivenUp();
    }

    /** The reason why a {@link #sleep} ended. */
    public enum Awake {
        /** The awaited condition may have become true. */
        LOOK,
        /** The deadline has passed. */
        TIMED_OUT,
        /** The object is marked as removed, or its path no longer leads to it. */
        REMOVED,
        /** The caller wants to stop waiting. */
        GIVEN_UP
    }

    public EventWaiter(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    /**
     * Spins as {@link SpinWait} allows, and returns whether {@code ready} became true. Does not
     * spin after a sleep that lasted for its whole time, because idle waiting must cost nothing
     * even with hundreds of waiting processes.
     */
    public boolean spins(BooleanSupplier ready, Deadline deadline) {
        return !overslept && deadline.kind() != Deadline.Kind.NOW && spin.sees(ready);
    }

    /** Sleeps once on the event, for a bounded time, until {@code ready} may have become true. */
    public Awake sleep(Event event, BooleanSupplier ready, Deadline deadline) {
        boolean spun = !overslept;
        overslept = false;
        int ticket = event.announce();
        if (ready.getAsBoolean()) {
            event.withdraw();
            return Awake.LOOK;
        }
        if (circumstances.isRemoved()) {
            return Awake.REMOVED;
        }
        long left = deadline.remainingNanos();
        if (left == 0) {
            return Awake.TIMED_OUT;
        }
        long longest = circumstances.isAlone() ? LONELY_SLEEP_NANOS : SLEEP_NANOS;
        event.await(ticket, Math.min(left, longest));
        overslept = !ready.getAsBoolean();
        if (circumstances.isRemoved()) {
            return Awake.REMOVED;
        }
        if (!overslept) {
            if (spun) {
                spin.woken();
            }
            return Awake.LOOK; // another process uses the object, so the path need not be checked
        }
        if (++sleeps % SLEEPS_PER_LOOK_AT_THE_PATH == 0 && !circumstances.isInPlace()) {
            return Awake.REMOVED;
        }
        return circumstances.isGivenUp() ? Awake.GIVEN_UP : Awake.LOOK;
    }

    /**
     * Whether the last sleep lasted for its whole time. The caller then recovers from dead
     * participants.
     */
    public boolean overslept() {
        return overslept;
    }
}
