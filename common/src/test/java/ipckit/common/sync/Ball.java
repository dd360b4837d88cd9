package ipckit.common.sync;

import ipckit.common.memory.Words;

/**
 * A shared number that two processes increase in turn, as two players throw a ball. Each process
 * sleeps until the number reaches the value that it waits for.
 */
final class Ball {
    /**
     * The longest sleep in nanoseconds. A sleep of this length reveals a lost wake-up, and the test
     * still ends.
     */
    private static final long SLEEP_NANOS = 3_000_000_000L;

    private final SharedWords words;
    private int overslept;

    Ball(SharedWords words) {
        this.words = words;
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
                // The ball was thrown during the sleep, but the other process did not wake this
                // process.
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

    /** Returns how often a sleep ended by itself although the ball had been thrown. */
    int overslept() {
        return overslept;
    }
}
