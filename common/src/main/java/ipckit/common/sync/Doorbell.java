package ipckit.common.sync;

/**
 * How processes sleep and wake each other. There are two ways: a futex on the shared word itself,
 * or a named pipe next to the mapped file, which is portable and can be read by a shell's {@code
 * read}.
 *
 * <p>The rules are the same for both. A waiting process drains the doorbell, reads the shared state
 * once more, and only then sleeps. A process that changes the state publishes the change first and
 * rings afterwards. A sleep may end early for many reasons, so the process reads the state again
 * after each sleep. An instance belongs to one thread.
 */
public sealed interface Doorbell extends AutoCloseable permits FutexDoorbell, PipeDoorbell {
    /**
     * Prepares the doorbell of a word for ringing. The first ring would prepare it, too, but takes
     * long then, and a process that rings while it holds a lock delays all others.
     */
    void prepare(EventWord word);

    /** Discards earlier rings, so that they do not end the next sleep. */
    void drain(EventWord word);

    /**
     * Undoes {@link #drain} when this process does not sleep after all, because the discarded ring
     * may have been meant for other processes, too.
     */
    void restore(EventWord word);

    /**
     * Sleeps until the doorbell rings, at most {@code nanos} nanoseconds. Does not sleep when the
     * word no longer holds {@code expected}.
     */
    void await(EventWord word, int expected, long nanos);

    /** Wakes one sleeping process. */
    void ringOne(EventWord word);

    /** Wakes all sleeping processes. */
    void ringAll(EventWord word);

    /**
     * Whether events must ring although no process has announced in the shared word that it sleeps.
     * This is true for pipes, because a script that reads the pipe announces nothing.
     */
    boolean ringsUnannounced();

    /** Returns how many system calls were made to sleep and to wake. */
    long systemCalls();

    @Override
    void close();
}
