package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunFormat;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.MemorySegment;

/**
 * Writes runs beyond the tail and commits them by moving it. The caller holds the producers' lock,
 * or is the only producer.
 */
final class RunAppender {
    private final Mapping shared;
    private final Area area;
    private final long capacity;
    private final long itemLimit;

    /** Where the next run goes, and the number of its first item. */
    private long at;

    private long first;

    private long committed;

    /** The head and the items before it, as last seen: the truth can only be better. */
    private long head = -1;

    private long out;

    RunAppender(RingAttachment attachment) {
        this.shared = attachment.shared;
        this.area = attachment.area;
        this.capacity = area.capacity();
        this.itemLimit = attachment.file.spec.itemLimit();
    }

    /**
     * Makes sure that a run of so many bytes, put next, finds its place. Needs no lock, so others
     * may move the tail meanwhile: see {@link #isPlaceReady}.
     *
     * @param ahead how many times as much as is needed; what is too much comes to use later
     */
    void ensure(long length, int ahead) {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        area.ensure(tail, tail + ahead * (RunLayout.footprint(length) + RunLayout.UNIT));
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        if (head > tail) {
            area.discard(tail, head); // those who freed it may have come before we made it
        }
    }

    /** Whether a run of so many bytes finds its place here. */
    boolean isPlaceReady(long length) {
        return area.isEnsured(at + RunLayout.footprint(length) + RunLayout.UNIT);
    }

    /** Whether an item of so many bytes can be added without another look at the head. */
    boolean isReadyFor(long length) {
        begin();
        return isPlaceReady(length) && hasRoom(length, 1);
    }

    /** Looks where the tail is. */
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

    /** Whether a run of so many bytes and items can be added (P2). */
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

    /** Whether it is worth while to get the lock and look closely. */
    boolean hasRoomSinceLastLook(long footprint) {
        long now = Words.getAcquire(shared, RingLayout.HEAD_AT);
        return now != head
                && Words.getAcquire(shared, RingLayout.TAIL_AT) - now
                        <= capacity - footprint - RunLayout.UNIT;
    }

    /** Adds a run beyond the tail (P3): nobody sees it yet. */
    void add(RunFormat format, MemorySegment bytes, long from, long length, int count) {
        long next = at + RunLayout.footprint(length);
        area.setHeaderWord(at, RunLayout.word(length, count, format));
        area.setFirstItem(next, first + count); // what the next run will begin with
        area.write(at + RunLayout.UNIT, bytes, from, length);
        at = next;
        first += count;
    }

    /** Everything that was added is in (P4). */
    void commit() {
        RingStep.P3.reached();
        Words.setRelease(shared, RingLayout.TAIL_AT, at);
        committed = first;
        RingStep.P4.reached();
    }

    /** The number of the last item that was committed here. */
    long lastCommitted() {
        return committed - 1;
    }
}
