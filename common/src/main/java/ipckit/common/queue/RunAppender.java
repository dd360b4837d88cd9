package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunFormat;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.MemorySegment;

/**
 * Writes runs beyond the tail and commits them by advancing the tail. The caller holds the
 * producers' lock, or is the only producer.
 */
final class RunAppender {
    private final Mapping shared;
    private final Area area;
    private final long capacity;
    private final long itemLimit;

    /** The position of the next run. */
    private long at;

    /** The number of items before the next run. */
    private long first;

    private long committed;

    /** The head as this producer has read it last; −1 before the first time. */
    private long head = -1;

    /** The number of items before {@link #head}. */
    private long out;

    RunAppender(RingAttachment attachment) {
        this.shared = attachment.shared;
        this.area = attachment.area;
        this.capacity = area.capacity();
        this.itemLimit = attachment.file.spec.itemLimit();
    }

    /**
     * Prepares the area for a run of {@code length} bytes at the tail. The caller needs no lock.
     * Other producers may advance the tail meanwhile, so the caller checks {@link #isPlaceReady}
     * under the lock.
     *
     * @param ahead how many runs of this length the prepared area can hold
     */
    void ensure(long length, int ahead) {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        area.ensure(tail, tail + ahead * (RunLayout.footprint(length) + RunLayout.UNIT));
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        // Consumers may have advanced the head beyond this memory before the memory was made.
        if (head > tail) {
            area.discard(tail, head);
        }
    }

    /** Whether the area is prepared for a run of {@code length} bytes. */
    boolean isPlaceReady(long length) {
        return area.isEnsured(at + RunLayout.footprint(length) + RunLayout.UNIT);
    }

    /** Whether an item of {@code length} bytes can be added without reading the head again. */
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

    /** P2: whether there is room for a run of {@code length} bytes and {@code count} items. */
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
     * Whether the head has moved and there seems to be room, so that acquiring the lock is
     * worthwhile.
     */
    boolean hasRoomSinceLastLook(long footprint) {
        long now = Words.getAcquire(shared, RingLayout.HEAD_AT);
        return now != head
                && Words.getAcquire(shared, RingLayout.TAIL_AT) - now
                        <= capacity - footprint - RunLayout.UNIT;
    }

    /** P3: writes a run beyond the tail, where no consumer sees it yet. */
    void add(RunFormat format, MemorySegment bytes, long from, long length, int count) {
        long next = at + RunLayout.footprint(length);
        area.setHeaderWord(at, RunLayout.word(length, count, format));
        // The number of items before the next run belongs in the header of that run.
        area.setFirstItem(next, first + count);
        area.write(at + RunLayout.UNIT, bytes, from, length);
        at = next;
        first += count;
    }

    /** P4: commits all runs that were added. */
    void commit() {
        RingStep.P3.reached();
        Words.setRelease(shared, RingLayout.TAIL_AT, at);
        committed = first;
        RingStep.P4.reached();
    }

    /** Returns the number of the last committed item. */
    long lastCommitted() {
        return committed - 1;
    }
}
