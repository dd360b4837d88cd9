package ipckit.common.sync;

import ipckit.common.memory.Mapping;

/**
 * The means by which a process sleeps until another process wakes it. There are two kinds of
 * doorbell. A {@link FutexDoorbell} uses the futex system call on a shared word. A {@link
 * PipeDoorbell} uses a named pipe next to the mapped file. The pipe is portable, and a shell script
 * can wait by reading the pipe.
 *
 * <p>The rules are the same for both kinds. A waiting process drains the doorbell (discards earlier
 * rings), reads the shared state again, and only then sleeps. A process that changes the state
 * publishes the change first and rings afterwards. A sleep may end early for many reasons, so the
 * process reads the state again after each sleep. An instance belongs to one thread.
 */
public abstract sealed class Doorbell implements AutoCloseable permits FutexDoorbell, PipeDoorbell {
    /** The mapping that contains the shared words on which processes sleep. */
    final Mapping shared;

    /** The number of system calls that this instance has made for sleeping and waking. */
    long systemCalls;

    private final boolean ringsUnannounced;

    Doorbell(Mapping shared, boolean ringsUnannounced) {
        this.shared = shared;
        this.ringsUnannounced = ringsUnannounced;
    }

    /**
     * Prepares the doorbell of a word, so that the first ring is fast. A pipe doorbell opens its
     * pipe here, which is slow. A process that rings under a lock should call this method before it
     * acquires the lock. Otherwise the first ring delays all processes that wait for the lock.
     */
    public void prepare(EventWord word) {}

    /**
     * Discards the wake-ups that were sent before this call, so that they do not end the next
     * sleep.
     */
    void drain(EventWord word) {}

    /**
     * Sends a wake-up again. A process calls this method if it has called {@link #drain} and then
     * does not sleep, because {@code drain} may have discarded a wake-up that another waiting
     * process needs.
     */
    void restore(EventWord word) {}

    /**
     * Sleeps until the doorbell rings, at most {@code nanos} nanoseconds. Does not sleep if the
     * word contains a value other than {@code expected}.
     */
    public abstract void await(EventWord word, int expected, long nanos);

    /** Wakes at least one process if any process is sleeping. */
    abstract void ringOne(EventWord word);

    /** Wakes all sleeping processes. */
    public abstract void ringAll(EventWord word);

    /**
     * Returns whether every signal must ring the doorbell. For a futex, the result is false: a
     * signal rings only if a process has announced in the shared word that it sleeps. For a pipe,
     * the result is true, because a script that reads the pipe announces nothing.
     */
    final boolean ringsUnannounced() {
        return ringsUnannounced;
    }

    /** Returns the number of system calls that this instance has made for sleeping and waking. */
    public final long systemCalls() {
        return systemCalls;
    }

    @Override
    public void close() {}
}
