package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunFormat;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.MemorySegment;

/**
 * Writes runs (a run is a header and the items behind it) beyond the tail of a ring, and commits
 * them by advancing the tail. The caller owns the producers' lock, or is the only producer of the
 * ring.
 */
final class RunAppender {
    private final Mapping shared;
    private final Area area;
    private final long capacity;
    private final long itemLimit;

    /** The position at which the next run will be written. */
    private long at;

    /**
     * The number of items that were ever put before the next run; this is also the number of that
     * run's first item, because items are numbered from 0.
     */
    private long first;

    private long committed;

    /**
     * The head that this producer has read most recently; −1 until it reads the head for the first
     * time.
     */
    private long head = -1;

    /**
     * The number of items that were ever put at positions below {@link #head}. A ring without an
     * item limit does not need this number, and it stays 0.
     */
    private long out;

    RunAppender(RingAttachment attachment) {
        this.shared = attachment.shared;
        this.area = attachment.area;
        this.capacity = area.capacity();
        this.itemLimit = attachment.file.spec.itemLimit();
    }

    /**
     * Creates the memory for runs of {@code length} bytes at the tail, if that memory does not
     * exist yet. (In an unbounded ring, the memory consists of segment files.) The caller need not
     * own the producers' lock. Other producers may advance the tail meanwhile, so the caller checks
     * {@link #isPlaceReady} once more after it has acquired the lock.
     *
     * @param ahead the number of runs for which memory is created
     */
    void ensure(long length, int ahead) {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        area.ensure(tail, tail + ahead * (RunLayout.footprint(length) + RunLayout.UNIT));
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        // Consumers may have advanced the head meanwhile. No process needs memory below the head,
        // so this memory is discarded.
        if (head > tail) {
            area.discard(tail, head);
        }
    }

    /** Whether the memory for a run of {@code length} bytes at {@link #at} exists. */
    boolean isPlaceReady(long length) {
        return area.isEnsured(at + RunLayout.footprint(length) + RunLayout.UNIT);
    }

    /**
     * Whether an item of {@code length} bytes can be added at once. This is so if the memory for
     * the item exists, and if the head that this producer read last leaves enough room.
     */
    boolean isReadyFor(long length) {
        begin();
        return isPlaceReady(length) && hasRoom(length, 1);
    }

    /** Reads the tail, and the number of items before the tail. */
    void begin() {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        if (tail != at || head < 0) {
            at = tail;
            if (head < 0) {
                lookAtHead();
            }
            PositionCheck.check(head, head, head, tail, Long.MAX_VALUE);
            first = area.firstItem(tail);
            if (first < out || first > PositionCheck.MOST) {
                throw ObjectFile.damaged("its count of items is impossible");
            }
        }
    }

    private void lookAtHead() {
        head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        out = itemLimit == Long.MAX_VALUE ? 0 : area.firstItem(head);
    }

    /**
     * Step P2 of a put: returns whether there is room for a run of {@code length} bytes and {@code
     * count} items.
     */
    boolean fits(long length, int count) {
        if (hasRoom(length, count)) {
            return true;
        }
        lookAtHead();
        PositionCheck.check(head, head, head, at, capacity);
        return hasRoom(length, count);
    }

    private boolean hasRoom(long length, int count) {
        return at - head <= capacity - RunLayout.footprint(length) - RunLayout.UNIT
                && (itemLimit == Long.MAX_VALUE || first - out <= itemLimit - count);
    }

    /**
     * Whether a consumer has advanced the head since this producer last read the head, and there is
     * probably room now for a run that takes {@code footprint} bytes. A producer that waits for
     * room acquires the producers' lock only when this is true.
     */
    boolean hasRoomSinceLastLook(long footprint) {
        long now = Words.getAcquire(shared, RingLayout.HEAD_AT);
        return now != head
                && Words.getAcquire(shared, RingLayout.TAIL_AT) - now
                        <= capacity - footprint - RunLayout.UNIT;
    }

    /** Step P3 of a put: writes a run beyond the tail, where no consumer sees it yet. */
    void add(RunFormat format, MemorySegment bytes, long from, long length, int count) {
        long next = at + RunLayout.footprint(length);
        area.setHeaderWord(at, RunLayout.word(length, count, format));
        // A header contains the number of items before its run, so this number goes into the next
        // header.
        area.setFirstItem(next, first + count);
        area.write(at + RunLayout.UNIT, bytes, from, length);
        at = next;
        first += count;
    }

    /** Step P4 of a put: commits all runs that {@link #add} has written. */
    void commit() {
        RingStep.P3.reached();
        Words.setRelease(shared, RingLayout.TAIL_AT, at);
        committed = first;
        RingStep.P4.reached();
    }

    /**
     * Returns the number of the last item that this producer has committed. The first item of a
     * ring has the number 0.
     */
    long lastCommitted() {
        return committed - 1;
    }
}
