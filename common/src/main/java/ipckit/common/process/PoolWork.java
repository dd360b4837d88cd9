package ipckit.common.process;

import ipckit.common.Uninterrupted;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The work of a program that runs several processes, for example a pool of commands in a {@link
 * ProcessTree}. The work ends when this object is closed: by then, the pool runs no command.
 *
 * <ul>
 *   <li>The first HUP, INT or TERM stops the pool: the pool takes no new input, and the running
 *       commands finish. Then this process ends by the signal. The user can set a grace period. If
 *       the commands have not finished when the grace period is over, this process acts as it does
 *       after a second signal.
 *   <li>The second signal ends this process. The clean-up of the tree ends the commands.
 * </ul>
 */
public final class PoolWork extends WorkInProgress {
    /**
     * The time in milliseconds from the first signal to the notice that commands still run. After
     * Ctrl-C, the commands usually end, too, and the pool ends within this time. Then the user gets
     * no notice.
     */
    private static final long NOTIFYING_MILLIS = 200;

    private final Duration grace;
    private final Runnable stop;
    private final Runnable whenWaiting;
    private final CountDownLatch ended = new CountDownLatch(1);

    private PoolWork(Duration grace, Runnable stop, Runnable whenWaiting) {
        this.grace = grace;
        this.stop = stop;
        this.whenWaiting = whenWaiting;
    }

    /**
     * Begins the work of a pool. If a signal is already ending this process, this method never
     * returns.
     *
     * @param grace the longest time for which the commands may run after the first signal; null for
     *     no limit
     * @param stop stops the pool from taking new input; must not block
     * @param whenWaiting notifies the user that the pool waits for running commands
     */
    public static PoolWork begin(Duration grace, Runnable stop, Runnable whenWaiting) {
        PoolWork work = new PoolWork(grace, stop, whenWaiting);
        if (!Shutdown.begin(work, () -> {})) {
            Shutdown.awaitEnd();
        }
        return work;
    }

    /**
     * Begins the work of a pool, runs the pool, and ends the work. If a signal has asked this
     * process to end, ends the process by the signal, and never returns.
     *
     * <p>If the pool fails, this method throws the failure and does not end the work. So the
     * program can report the failure before it calls {@link Shutdown#exit}. If a signal has asked
     * this process to end, {@code exit} then ends the process by the signal.
     *
     * @param grace the longest time for which the commands may run after the first signal; null for
     *     no limit
     * @param stop stops the pool from taking new input; must not block
     * @param whenWaiting notifies the user that the pool waits for running commands
     * @param pool runs the pool, and returns its exit code
     * @return the exit code of the pool
     */
    public static int run(Duration grace, Runnable stop, Runnable whenWaiting, IntSupplier pool) {
        PoolWork work = begin(grace, stop, whenWaiting);
        int code = pool.getAsInt();
        work.close();
        return code;
    }

    @Override
    boolean endAll(List<WorkInProgress> works, int number) {
        if (number > 1) {
            return true;
        }
        stop.run();
        long limit = grace == null ? Long.MAX_VALUE : grace.toMillis();
        if (hasEndedWithin(Math.min(limit, NOTIFYING_MILLIS))) {
            return false;
        }
        if (limit > NOTIFYING_MILLIS) {
            whenWaiting.run();
        }
        return grace != null && !hasEndedWithin(limit - NOTIFYING_MILLIS);
    }

    private boolean hasEndedWithin(long millis) {
        Uninterrupted.await(() -> ended.await(millis, TimeUnit.MILLISECONDS));
        return ended.getCount() == 0;
    }

    @Override
    public void close() {
        ended.countDown();
        super.close();
    }
}
