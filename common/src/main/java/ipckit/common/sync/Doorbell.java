package ipckit.common.sync;

/**
 * How processes sleep and wake each other. Two ways to do it: a futex on the shared word itself, or
 * a named pipe beside it (portable, and open to a shell's {@code read}).
 *
 * <p>The rules are the same for both: whoever waits quiets the bell, looks at the shared state once
 * more, and only then sleeps; whoever changes the state publishes first and rings afterwards.
 * Sleeps end early for many reasons and are always followed by another look. An instance belongs to
 * one thread of one process.
 */
public sealed interface Doorbell extends AutoCloseable permits FutexDoorbell, PipeDoorbell {
    /**
     * Makes what ringing this bell needs. Ringing makes it, too; but the first time takes long, and
     * one who holds a lock meanwhile holds everybody up.
     */
    void prepare(EventWord bell);

    /** Forgets rings that came before, so that the next sleep is not cut short by them. */
    void quiet(EventWord bell);

    /**
     * Makes up for {@link #quiet} when we do not sleep after all: what we took away may have been
     * meant for others, too.
     */
    void passOn(EventWord bell);

    /**
     * Sleeps until the bell rings, at most {@code nanos} nanoseconds; not at all when the word no
     * longer holds {@code expected}.
     */
    void await(EventWord bell, int expected, long nanos);

    /** Wakes one who sleeps. */
    void ringOne(EventWord bell);

    /** Wakes all who sleep. */
    void ringAll(EventWord bell);

    /**
     * Whether events must ring although nobody has announced in the shared word that he sleeps:
     * because a script that reads the pipe announces nothing.
     */
    boolean ringsUnasked();

    /** How many system calls it has made to sleep and to wake. */
    long systemCalls();

    @Override
    void close();
}
