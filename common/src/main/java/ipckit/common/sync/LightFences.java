package ipckit.common.sync;

import ipckit.common.os.Membarrier;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Registers this process for light fences (see {@link AsymmetricFence}), at most once. If the
 * environment variable {@code IPCKIT_FENCES} has the value {@code full}, this process neither
 * registers nor executes heavy fences, so that all participants of its objects execute full fences.
 * With the value {@code light}, it registers at its first full fence.
 *
 * <p>Several threads may use this class at the same time.
 */
final class LightFences {
    private static final String WANTED = System.getenv("IPCKIT_FENCES");

    private static final boolean REFUSED = "full".equals(WANTED);

    /**
     * The number of full fences that a participant executes before its process registers. They take
     * about a millisecond, so processes that run for a short time do not register.
     */
    static final int FULL_FENCES_BEFORE = "light".equals(WANTED) ? 0 : 20_000;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private static volatile boolean registered;

    private LightFences() {}

    /**
     * Returns whether this process is registered, so that its threads may execute light fences. The
     * first call begins the registration in a thread of its own, because the registration takes
     * several milliseconds.
     */
    static boolean arePossible() {
        if (!BEGUN.get() && !BEGUN.getAndSet(true) && !REFUSED) {
            begin();
        }
        return registered;
    }

    private static void begin() {
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("membarrier")
                    .start(() -> registered = Membarrier.register());
        } catch (OutOfMemoryError e) {
            // The kernel starts no more threads for this user. Full fences are slower, but correct.
        }
    }

    /**
     * Executes a full fence on the processors of all registered processes.
     *
     * @return false if the kernel or the user refuses this
     */
    static boolean executeHeavy() {
        return !REFUSED && Membarrier.onAllProcessors();
    }
}
