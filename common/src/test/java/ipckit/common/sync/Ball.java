package ipckit.common.sync;

import ipckit.common.memory.Words;

/** A number that two processes throw to each other, sleeping until it comes. */
final class Ball {
    /** So long that a wake which is lost shows, and so short that the test ends all the same. */
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
                overslept++; // it was there, and nobody woke us
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

    /** How often a sleep lasted to its end although the ball was there. */
    int overslept() {
        return overslept;
    }
}
