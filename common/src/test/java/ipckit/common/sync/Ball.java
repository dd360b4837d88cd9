package ipckit.common.sync;

import ipckit.common.memory.Words;

/**
 * A number that two processes throw to each other. Each process sleeps until the number is thrown
 * to it.
 */
final class Ball {
    /**
     * The longest sleep. It is long enough to reveal a lost wake-up, and short enough for the test
     * to end.
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
                overslept++; // the ball had been thrown, and no process woke this one
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
