package ipckit.common.sync;

import ipckit.common.memory.Words;

/**
 * A shared number that two processes increase in turn, as two players throw a ball to each other.
 * Each process sleeps until the other process has increased the number.
 */
final class Ball {
    /**
     * The time limit of a sleep in nanoseconds. Even on a busy machine, a process waits less than
     * this time for a processor. If a wake-up is lost, the sleep lasts until the limit. The test
     * then notices the loss and continues.
     */
    private static final long SLEEP_NANOS = 20_000_000_000L;

    private final SharedWords words;
    private int overslept;

    Ball(SharedWords words) {
        this.words = words;
    }

    /**
     * Plays as the first player: stores an odd number, and waits until the other process has stored
     * the next even number. Does this {@code count} times.
     *
     * @param own the event for which this process waits
     * @param other the event for which the other process waits
     */
    void begin(Event own, Event other, int count) {
        for (long next = 1; next <= 2L * count; next += 2) {
            throwTo(other, next);
            await(own, next + 1);
        }
    }

    void await(Event event, long number) {
        while (!isThere(number)) {
            int ticket = event.announce();
            if (isThere(number)) {
                event.withdraw();
                return;
            }
            long start = System.nanoTime();
            event.await(ticket, SLEEP_NANOS);
            if (System.nanoTime() - start >= SLEEP_NANOS && isThere(number)) {
                // The other process has increased the number during the sleep, but it did not wake
                // this process.
                overslept++;
            }
        }
    }

    private boolean isThere(long number) {
        return Words.getAcquire(words.memory, SharedWords.BALL) == number;
    }

    void throwTo(Event event, long number) {
        Words.setRelease(words.memory, SharedWords.BALL, number);
        event.signal();
    }

    /**
     * Returns the number of lost wake-ups: sleeps that lasted until the time limit although the
     * other process had increased the number.
     */
    int overslept() {
        return overslept;
    }
}
