package ipckit.common.sync;

import ipckit.common.Deadline;

import java.util.function.BooleanSupplier;

/**
 * How one participant of an object waits: it spins for a short time, and then sleeps in the kernel.
 * Every sleep has a time limit. After each sleep the participant checks whether the object still
 * exists. After a sleep that lasted until the limit, the caller also recovers from dead
 * participants.
 *
 * <p>An instance belongs to one thread.
 */
public final class EventWaiter {
    /**
     * The longest sleep in nanoseconds. After the death of a participant, up to three sleeps may
     * last until this limit: one because a wake-up is missing, one until a lock is taken over, and
     * one until a claim is returned. The three sleeps together must take less than 200 ms.
     */
    private static final long SLEEP_NANOS = 55_000_000;

    /**
     * The longest sleep in nanoseconds while no other participant is attached. This limit may be
     * longer than {@link #SLEEP_NANOS}, because the sleep need not end early to find dead
     * participants.
     */
    private static final long LONELY_SLEEP_NANOS = 120_000_000;

    private static final int SLEEPS_PER_LOOK_AT_THE_PATH = 16;

    private final Circumstances circumstances;
    private final SpinWait spin = new SpinWait();
    private int sleeps;

    /** Whether the last {@link #sleep} lasted until its time limit. */
    private boolean overslept;

    /** The conditions that are checked between two sleeps. */
    public interface Circumstances {
        /** Returns whether the object is marked as removed. */
        boolean isRemoved();

        /** Returns whether the object's path still leads to the object. */
        boolean isInPlace();

        /**
         * Returns whether no other participant is attached whose death could concern this
         * participant.
         */
        boolean isAlone();

        /** Returns whether the caller wants to stop waiting. */
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
     * spin after a sleep that lasted until its time limit: waiting must cost almost no processor
     * time even with hundreds of waiting processes.
     */
    public boolean spins(BooleanSupplier ready, Deadline deadline) {
        return !overslept && deadline.kind() != Deadline.Kind.NOW && spin.sees(ready);
    }

    /**
     * Sleeps once, until the event is signalled or a time limit passes, and returns why the sleep
     * ended. Does not sleep if {@code ready} is already true.
     */
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
            // The state has changed, so another process still uses the object: no need to check the
            // path.
            return Awake.LOOK;
        }
        if (++sleeps % SLEEPS_PER_LOOK_AT_THE_PATH == 0 && !circumstances.isInPlace()) {
            return Awake.REMOVED;
        }
        return circumstances.isGivenUp() ? Awake.GIVEN_UP : Awake.LOOK;
    }

    /**
     * Returns whether the last sleep lasted until its time limit. If so, the caller repairs what
     * dead participants may have left.
     */
    public boolean overslept() {
        return overslept;
    }
}
