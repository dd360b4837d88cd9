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
 * An aligned integer in a segment, which any number of processes change atomically, with C11's
 * sequentially consistent atomics or here. Whoever changes it here wakes those who wait for it.
 */
final class Cell {
    /** Whoever changes a cell without telling is seen after so long at the latest. */
    private static final long LOOK_NANOS = 100_000_000;

    /** Additions in a row, some hundred nanoseconds' worth. */
    private static final long UNTOLD = 64;

    private final AttachedSegment segment;
    private final Mapping memory;
    private final CellEvent event;
    private final CellType type;
    private final long offset;

    /**
     * @throws IpcException UNUSABLE if it would not lie in the segment, or is not aligned
     */
    Cell(AttachedSegment segment, CellType type, long offset) {
        this.segment = segment;
        this.memory = segment.memory();
        this.event = segment.event();
        this.type = type;
        this.offset = offset;
        segment.bytes(offset, type.bytes());
        if (offset % type.bytes() != 0) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "segment "
                            + segment.name()
                            + ": offset "
                            + offset
                            + " is not aligned: not a multiple of "
                            + type.bytes());
        }
    }

    /** A command line that does something with this cell. */
    List<String> words(String verb) {
        String name = segment.name();
        return List.of(
                verb, name, Long.toString(offset), "--type", type.name().toLowerCase(Locale.ROOT));
    }

    /** Says what was done with it, for those who want to be told. */
    void tell(String what) {
        segment.accessed(what, offset);
    }

    long get() {
        return isWide() ? Words.getAcquire(memory, offset) : Words.getIntAcquire(memory, offset);
    }

    void set(long value) {
        if (isWide()) {
            Words.getAndSet(memory, offset, value);
        } else {
            Words.getAndSetInt(memory, offset, (int) value);
        }
        event.changed(offset);
    }

    /** Adds, and returns the sum; what does not fit wraps around. */
    long add(long difference) {
        return add(difference, 1);
    }

    /**
     * Adds again and again, and returns the last sum. Those who wait are told every few additions,
     * because to look whether anybody does costs half as much as one.
     *
     * @param times from 1
     */
    long add(long difference, long times) {
        long sum = 0;
        for (long left = times; left > 0; left -= UNTOLD) {
            int now = (int) Math.min(left, UNTOLD);
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

    /** Replaces a value if it is the expected one; returns whether it was. */
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
     * Waits until the value is as it should be.
     *
     * @param stillThere looked at after each sleep; throws to end the wait
     * @return whether it came to be so before the deadline
     */
    boolean await(CellCondition wanted, Deadline deadline, Runnable stillThere) {
        for (; ; ) {
            int ticket = event.announce(offset);
            if (wanted.holds(get())) {
                return true;
            }
            if (deadline.expired()) {
                return false;
            }
            event.await(offset, ticket, Math.min(LOOK_NANOS, deadline.remainingNanos()));
            stillThere.run();
        }
    }

    private boolean isWide() {
        return type.bytes() == Long.BYTES;
    }
}
