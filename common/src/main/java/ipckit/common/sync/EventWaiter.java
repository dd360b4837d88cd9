package ipckit.common.sync;

import ipckit.common.Deadline;

import java.util.function.BooleanSupplier;

/**
 * How one participant of an object waits: a short look, then bounded sleeps in the kernel, between
 * which it is asked whether the object is still there and whether anybody has died.
 *
 * <p>For one thread.
 */
public final class EventWaiter {
    /**
     * The longest sleep: what a death may cost is a wake that is not given, a lock to be taken over
     * and a claim to be returned, one after the other, and all of it must be mended in 200 ms.
     */
    private static final long SLEEP_NANOS = 55_000_000;

    /** While nobody matters who is there, only a newcomer can die; who comes wakes nobody. */
    private static final long LONELY_SLEEP_NANOS = 120_000_000;

    private static final int SLEEPS_PER_LOOK_AT_THE_PATH = 16;

    private final Circumstances circumstances;
    private final SpinWait spin = new SpinWait();
    private int sleeps;

    /** Whether the last {@link #sleep} ended because its time was over. */
    private boolean overslept;

    /** What there is to be asked about between two sleeps. */
    public interface Circumstances {
        /** Whether the object is marked as removed. */
        boolean isRemoved();

        /** Whether its path still leads to it. */
        boolean isInPlace();

        /** Whether nobody is there whose death could concern us. */
        boolean isAlone();

        /** Whether the caller does not want to wait any longer, whatever comes. */
        boolean isGivenUp();
    }

    /** What ended a {@link #sleep}. */
    public enum Awake {
        /** There may be something to do. */
        LOOK,
        /** The deadline has passed. */
        TIMED_OUT,
        /** The object was removed. */
        REMOVED,
        /** The caller does not want to wait any longer. */
        GIVEN_UP
    }

    /** For one who waits under such circumstances. */
    public EventWaiter(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    /**
     * Looks for a while whether {@code ready} comes true, before anybody is told that we wait.
     * Nobody spins who has slept in vain just before: idle waiting is to cost nothing, also with
     * hundreds who wait.
     */
    public boolean spins(BooleanSupplier ready, Deadline deadline) {
        return !overslept && deadline.kind() != Deadline.Kind.NOW && spin.sees(ready);
    }

    /** Waits until {@code ready} may have come true: one bounded sleep on the event. */
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
            return Awake.LOOK; // somebody woke us: the object is in use, wherever its name is
        }
        if (++sleeps % SLEEPS_PER_LOOK_AT_THE_PATH == 0 && !circumstances.isInPlace()) {
            return Awake.REMOVED;
        }
        return circumstances.isGivenUp() ? Awake.GIVEN_UP : Awake.LOOK;
    }

    /** Whether it is time to ask who has died: nobody woke us. */
    public boolean overslept() {
        return overslept;
    }
}
