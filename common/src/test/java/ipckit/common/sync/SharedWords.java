package ipckit.common.sync;

import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * The shared memory of tests with several processes. It consists of two files: a liveness file, in
 * which each participant locks one byte, and a file with the words of the events, the lock and the
 * counters.
 */
final class SharedWords {
    static final int SLOTS = 8;

    /** The event for which an {@link OtherProcess} waits. */
    static final EventWord PING = new EventWord(0, "ping");

    /** The event for which the process that runs the test waits. */
    static final EventWord PONG = new EventWord(128, "pong");

    static final EventWord LOCK = new EventWord(256, "lock");

    /**
     * The offset, in bytes, of a shared number. In tests with a {@link Ball}, two processes
     * increase this number in turn. In other tests, it is the number of available items.
     */
    static final long BALL = 384;

    static final long COUNTER = 512;
    static final long INSIDE = 640;
    static final long DONE = 768;

    private static final long SIZE = 4096;

    final Mapping memory;
    final Liveness liveness;
    final Doorbell doorbell;

    /**
     * Whether the object that contains the lock was removed. A test sets this field to simulate the
     * removal. Participants that wait for the lock read the field.
     */
    volatile boolean removed;

    /** The number of sleeps of all participants that have waited for the lock. */
    int sleeps;

    /** The action that runs before each sleep of a participant that waits for the lock. */
    Runnable beforeSleep = () -> {};

    SharedWords(Path directory, boolean pipes) {
        memory =
                new Mapping(MappedFile.map(directory.resolve("words"), SIZE, true, Arena.ofAuto()));
        liveness = Liveness.open(directory.resolve("live"), SLOTS);
        doorbell = pipes ? new PipeDoorbell(memory, directory) : new FutexDoorbell(memory);
    }

    static void create(Path directory) throws IOException {
        MappedFile.create(directory.resolve("words"), SIZE);
        MappedFile.create(directory.resolve("live"), SLOTS);
        for (EventWord word : new EventWord[] {PING, PONG, LOCK}) {
            PipeDoorbell.make(directory, word);
        }
    }

    RobustLock lock(int index) {
        if (!liveness.take(index)) {
            throw new IllegalStateException("index " + index + " is taken");
        }
        return view(index);
    }

    /**
     * Returns an object through which the participant with this index uses the lock. Unlike {@link
     * #lock}, this method does not reserve the index in the liveness file.
     */
    RobustLock view(int index) {
        return new RobustLock(memory, LOCK, index, liveness, doorbell, new Watcher());
    }

    private final class Watcher implements RobustLock.Watcher {
        @Override
        public void sleepsAt(EventWord word) {
            sleeps++;
            beforeSleep.run();
        }

        @Override
        public boolean isGone() {
            return removed;
        }
    }

    Event event(EventWord word) {
        return new Event(memory, word, doorbell);
    }
}
