package ipckit.common.sync;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A child process that performs a task for a test. Its arguments are the task, the directory of the
 * {@link SharedWords}, {@code true} if processes are woken through pipes (otherwise through
 * futexes), the participant index, and the number of repetitions. The process prints "ready" when
 * its task begins. For the tasks "lives" and "owns", the process ends when its standard input ends.
 * For any other task, it ends after the repetitions.
 */
final class OtherProcess {
    private OtherProcess() {}

    static void main(String[] args) throws IOException {
        SharedWords words = new SharedWords(Path.of(args[1]), Boolean.parseBoolean(args[2]));
        int index = Integer.parseInt(args[3]);
        int count = Integer.parseInt(args[4]);
        switch (args[0]) {
            case "lives" -> {
                words.liveness.take(index);
                untilStdinEnds();
            }
            case "asks" -> ask(words, index, count);
            case "owns" -> {
                words.lock(index).acquire(Deadline.NEVER);
                untilStdinEnds();
            }
            case "counts" -> count(words, words.lock(index), count);
            case "pings" -> ping(words, count);
            case "pongs" -> pong(words, count);
            case "waits" -> waitFor(words, count);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void untilStdinEnds() throws IOException {
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // The bytes have no meaning. Only the end of the input counts.
        }
    }

    /**
     * Tests {@code count} times whether a participant with the given index is alive. There is no
     * such participant, so each test must return false. A second process makes the same tests at
     * the same time. Each test locks the byte of the index in the liveness file for a moment. Fails
     * if this process mistakes such a short lock of the second process for the lock of a living
     * participant.
     */
    private static void ask(SharedWords words, int index, int count) {
        System.out.println("ready");
        for (int i = 0; i < count; i++) {
            if (words.liveness.isAlive(index)) {
                throw new IllegalStateException(
                        "mistook a concurrent test for a living participant");
            }
        }
    }

    /**
     * Increases a shared counter {@code count} times, each time while it owns the lock. Fails if a
     * second process owns the lock at the same time.
     */
    private static void count(SharedWords words, RobustLock lock, int count) {
        System.out.println("ready");
        for (int i = 0; i < count; i++) {
            lock.acquire(Deadline.NEVER);
            // The owner of the lock writes its pid into a word, and reads the word again before it
            // releases the lock. If the word then contains another pid, a second process owns the
            // lock, too.
            Words.setRelease(words.memory, SharedWords.INSIDE, ProcessHandle.current().pid());
            long now = Words.get(words.memory, SharedWords.COUNTER);
            if (i % 64 == 0) {
                Thread.yield();
            }
            Words.set(words.memory, SharedWords.COUNTER, now + 1);
            if (Words.getAcquire(words.memory, SharedWords.INSIDE)
                    != ProcessHandle.current().pid()) {
                throw new IllegalStateException("two are inside");
            }
            lock.release();
            Words.getAndAdd(words.memory, SharedWords.DONE, 1);
        }
    }

    /** Plays {@link Ball} with another process, as the first player, {@code count} times. */
    private static void ping(SharedWords words, int count) {
        Event ping = words.event(SharedWords.PING);
        Event pong = words.event(SharedWords.PONG);
        System.out.println("ready");
        Ball ball = new Ball(words);
        ball.begin(pong, ping, count);
        assertNoWakeLost(ball);
    }

    /**
     * Plays {@link Ball} with another process: waits until that process has stored an odd number,
     * and then stores the next even number. Does this {@code count} times. Begins with the number
     * that is now stored.
     */
    private static void pong(SharedWords words, int count) {
        Event ping = words.event(SharedWords.PING);
        Event pong = words.event(SharedWords.PONG);
        System.out.println("ready");
        Ball ball = new Ball(words);
        long first = Words.getAcquire(words.memory, SharedWords.BALL) | 1;
        for (long next = first; next < first + 2L * count; next += 2) {
            ball.await(ping, next);
            ball.throwTo(pong, next + 1);
        }
        assertNoWakeLost(ball);
    }

    private static void assertNoWakeLost(Ball ball) {
        if (ball.overslept() > 0) {
            throw new IllegalStateException(ball.overslept() + " wakes were lost");
        }
    }

    /**
     * Takes {@code count} items. While no item is available, sleeps until the event is signalled.
     * Several processes do this at the same time and wait for the same event. The pause after each
     * item simulates work.
     */
    private static void waitFor(SharedWords words, int count) {
        Event ping = words.event(SharedWords.PING);
        System.out.println("ready");
        for (int taken = 0; taken < count; ) {
            long there = Words.getAcquire(words.memory, SharedWords.BALL);
            if (there > 0
                    && Words.compareAndSet(words.memory, SharedWords.BALL, there, there - 1)) {
                taken++;
                Words.getAndAdd(words.memory, SharedWords.DONE, 1);
                LockSupport.parkNanos(50_000);
                continue;
            }
            int ticket = ping.announce();
            if (Words.getAcquire(words.memory, SharedWords.BALL) > 0) {
                ping.withdraw();
            } else {
                ping.await(ticket, 50_000_000);
            }
        }
    }
}
