package ipckit.shm.cell;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.CellEvent;

import java.util.List;
import java.util.Locale;

/**
 * An aligned integer in a segment. Any number of processes can change the integer at the same time,
 * because each change is one atomic step. {@code ipc-shm} changes the integer with this class. A C
 * program can change the integer with the sequentially consistent atomics of C11. A change by
 * {@code ipc-shm} wakes the processes that wait for the cell. A change by a C program wakes no
 * process.
 */
final class AtomicCell {
    /**
     * The longest sleep of a waiting process, 100 ms. A waiting process reads the cell again after
     * each sleep, because a C program that changes the cell wakes no process.
     */
    private static final long POLL_NANOS = 100_000_000;

    /**
     * The number of additions after which {@link #add} wakes the waiting processes. All these
     * additions together take less than 1 µs, so the wake-up is late by less than 1 µs.
     */
    private static final long ADDITIONS_PER_WAKE = 64;

    private final AttachedSegment segment;
    private final Mapping memory;
    private final CellEvent event;
    private final CellType type;
    private final long offset;

    /**
     * @param offset position in the segment in bytes, a multiple of the type's size
     * @throws IpcException UNUSABLE if the cell would reach beyond the end of the segment, or is
     *     not aligned
     */
    AtomicCell(AttachedSegment segment, CellType type, long offset) {
        this.segment = segment;
        this.memory = segment.memory();
        this.event = segment.event();
        this.type = type;
        this.offset = offset;
        segment.bytes(offset, type.bytes());
        if (offset % type.bytes() != 0) {
            String place = "segment " + segment.name() + ": offset " + offset;
            throw new IpcException(
                    Category.UNUSABLE,
                    place + " is not aligned: not a multiple of " + type.bytes());
        }
    }

    /** Returns the command-line arguments that run a verb of {@code ipc-shm} on this cell. */
    List<String> commandLine(String verb) {
        String word = type.name().toLowerCase(Locale.ROOT);
        return List.of(verb, segment.name(), Long.toString(offset), "--type", word);
    }

    /**
     * Reports an access of this process to the cell, in a line that {@code --trace} writes to
     * stderr. Does nothing if the user did not give {@code --trace}.
     *
     * @param what describes the access
     */
    void trace(String what) {
        segment.traceAccess(what, offset);
    }

    /**
     * Checks that the segment still exists.
     *
     * @throws IpcException REMOVED if the segment was removed after it had been attached
     */
    void checkNotRemoved() {
        segment.checkNotRemoved();
    }

    /** Returns the value of the cell. */
    long get() {
        return isWide() ? Words.getAcquire(memory, offset) : Words.getIntAcquire(memory, offset);
    }

    /** Sets the value of the cell and wakes the processes that wait for the cell. */
    void set(long value) {
        if (isWide()) {
            Words.getAndSet(memory, offset, value);
        } else {
            Words.getAndSetInt(memory, offset, (int) value);
        }
        event.changed(offset);
    }

    /**
     * Adds a number to the value several times in a row. A sum that does not fit the type wraps
     * around. Wakes the processes that wait for the cell after every 64 additions and after the
     * last addition. If this method looked for waiting processes after each addition, the additions
     * would take 1.5 times as long.
     *
     * @param times the number of additions, at least 1
     * @return the sum after the last addition
     */
    long add(long difference, long times) {
        long sum = 0;
        for (long left = times; left > 0; left -= ADDITIONS_PER_WAKE) {
            int now = (int) Math.min(left, ADDITIONS_PER_WAKE);
            sum = isWide() ? addLongs(difference, now) : addInts((int) difference, now);
            event.changed(offset);
        }
        return sum;
    }

    private long addLongs(long difference, int times) {
        long before = 0;
        for (int i = 0; i < times; i++) {
            before = Words.getAndAdd(memory, offset, difference);
        }
        return before + difference;
    }

    private int addInts(int difference, int times) {
        int before = 0;
        for (int i = 0; i < times; i++) {
            before = Words.getAndAddInt(memory, offset, difference);
        }
        return before + difference;
    }

    /**
     * Compares the value of the cell with {@code expected}. If the two are equal, replaces the
     * value by {@code value}, wakes the processes that wait for the cell, and returns true.
     * Otherwise returns false.
     */
    boolean compareAndSet(long expected, long value) {
        boolean done =
                isWide()
                        ? Words.compareAndSet(memory, offset, expected, value)
                        : Words.compareAndSetInt(memory, offset, (int) expected, (int) value);
        if (done) {
            event.changed(offset);
        }
        return done;
    }

    /**
     * Waits until the value of the cell meets a condition.
     *
     * @param check called after each sleep; an exception that {@code check} throws ends the wait
     * @return true if the value met the condition; false if the deadline passed first
     */
    boolean await(CellCondition condition, Deadline deadline, Runnable check) {
        while (!deadline.expired()) {
            int ticket = event.announce(offset);
            if (condition.holds(get())) {
                return true;
            }
            event.await(offset, ticket, Math.min(POLL_NANOS, deadline.remainingNanos()));
            check.run();
        }
        return condition.holds(get());
    }

    private boolean isWide() {
        return type.bytes() == Long.BYTES;
    }
}
