package ipckit.common.sync;

import ipckit.common.Deadline;

import java.util.function.BooleanSupplier;

/**
 * Lets one participant of an object wait. The participant spins for a short time, and then sleeps
 * in the kernel. Every sleep has a time limit. Between two sleeps, the participant checks whether
 * the object still exists. If the awaited condition is still false after a sleep, the caller also
 * repairs what dead participants left.
 *
 * <p>Only one thread may use an instance.
 */
public final class EventWaiter {
    /**
     * The longest sleep in nanoseconds. When a participant dies, a living participant must get the
     * items of the dead one within 200 ms. In this time, the living participant may have to sleep
     * three times: before it notices the missing wake-up, before it takes over the lock of the dead
     * participant, and before it claims the items.
     */
    private static final long SLEEP_NANOS = 55_000_000;

    /**
     * The longest sleep in nanoseconds while {@link Circumstances#isAlone} returns true. This limit
     * may be longer than {@link #SLEEP_NANOS}, because there is no participant whose death must be
     * noticed soon.
     */
    private static final long LONELY_SLEEP_NANOS = 120_000_000;

    private static final int SLEEPS_PER_LOOK_AT_THE_PATH = 16;

    private final Circumstances circumstances;
    private final SpinWait spin = new SpinWait();
    private int sleeps;

    private boolean overslept;

    /** The conditions that are checked between two sleeps. */
    public interface Circumstances {
        /** Returns whether the object is marked as removed. */
        boolean isRemoved();

        /** Returns whether the object's path still leads to the object. */
        boolean isInPlace();

        /**
         * Returns whether this participant can ignore the deaths of other participants while it
         * waits, for example because no other participant is attached.
         */
        boolean isAlone();

        /** Returns whether the caller wants to stop waiting. */
        boolean isGivenUp();
    }

    /** The reason why a {@link #sleep} ended. */
    public enum Awake {
        /**
         * The event was signalled, the time limit of this sleep passed, or the awaited condition
         * was already true. The caller must check the condition again.
         */
        LOOK,
        /** The deadline has passed. */
        TIMED_OUT,
        /** The object is marked as removed, or the object's path no longer leads to the object. */
        REMOVED,
        /** The caller wants to stop waiting. */
        GIVEN_UP
    }

    public EventWaiter(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    /**
     * Spins for a short time (see {@link SpinWait}), and returns whether {@code ready} became true.
     * Does not spin and returns false in two cases: the deadline is {@code NOW}, or the awaited
     * condition was still false after the last sleep. Because of the second case, a long wait takes
     * almost no processor time, even with hundreds of waiting processes.
     */
    public boolean spins(BooleanSupplier ready, Deadline deadline) {
        return !overslept && deadline.kind() != Deadline.Kind.NOW && spin.sees(ready);
    }

    /**
     * Sleeps once, until the event is signalled or a time limit passes, and returns why the sleep
     * ended. Does not sleep if {@code ready} is already true, the object is marked as removed, or
     * the deadline has passed.
     */
    public Awake sleep(Event event, BooleanSupplier ready, Deadline deadline) {
        boolean spun = !overslept;
        overslept = false;
        long left = deadline.remainingNanos();
        if (left == 0) {
            return sleepless(ready);
        }
        int ticket = event.announce();
        if (ready.getAsBoolean()) {
            event.withdraw();
            return Awake.LOOK;
        }
        if (circumstances.isRemoved()) {
            return Awake.REMOVED;
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
            // Another process has just made the awaited condition true, so the object is still in
            // use. Therefore the object's path need not be checked.
            return Awake.LOOK;
        }
        if (++sleeps % SLEEPS_PER_LOOK_AT_THE_PATH == 0 && !circumstances.isInPlace()) {
            return Awake.REMOVED;
        }
        return circumstances.isGivenUp() ? Awake.GIVEN_UP : Awake.LOOK;
    }

    /**
     * Checks once more after the deadline, and returns the result of {@link #sleep}. Does not
     * announce a sleep. The announcement would make the next signal a system call, although no
     * process sleeps.
     */
    private Awake sleepless(BooleanSupplier ready) {
        if (ready.getAsBoolean()) {
            return Awake.LOOK;
        }
        return circumstances.isRemoved() ? Awake.REMOVED : Awake.TIMED_OUT;
    }

    /**
     * Returns whether the awaited condition was still false when the last sleep ended. If so, the
     * caller repairs what dead participants may have left, because the death of a participant may
     * be the reason why the condition is false.
     */
    public boolean overslept() {
        return overslept;
    }
}
