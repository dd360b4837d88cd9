package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunFormat;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.MemorySegment;

/**
 * Writes runs beyond the tail of a ring (the end of the committed items), and commits them by
 * advancing the tail. A run is a header and the items behind it. The caller must own the producers'
 * lock, or be the only producer of a one-to-one ring. Only {@link #ensure}, {@link
 * #hasRoomSinceLastLook} and {@link #lastCommitted} may be called without the lock.
 */
final class RunAppender {
    private final Mapping shared;
    private final Area area;
    private final long capacity;
    private final long itemLimit;

    /** The position at which this producer will write its next run (a header and its items). */
    private long at;

    /**
     * The number of the next item that this producer will put. Items are numbered from 0, so this
     * is also the number of items put before.
     */
    private long first;

    private long committed;

    /**
     * The head of the ring (the position below which the room is free), as this producer has read
     * it most recently; −1 until the producer reads it for the first time.
     */
    private long head = -1;

    /**
     * The number of items that were ever put at positions below {@link #head}. These items have
     * left the ring, so the item limit of the ring does not count them. In a ring without an item
     * limit, this number stays 0.
     */
    private long out;

    RunAppender(RingAttachment attachment) {
        this.shared = attachment.shared;
        this.area = attachment.area;
        this.capacity = area.capacity();
        this.itemLimit = attachment.file.spec.itemLimit();
    }

    /**
     * Creates the memory for the next {@code ahead} runs at the tail. A run is a header and its
     * items. In an unbounded ring, this method creates the missing segment files. In a bounded
     * ring, all memory exists from the start.
     *
     * <p>The caller need not own the producers' lock. Without the lock, other producers may use up
     * this memory first. Therefore the caller tests {@link #isPlaceReady} after it has acquired the
     * lock.
     *
     * @param length the payload length of each run in bytes
     * @param ahead the number of runs for which memory is created
     */
    void ensure(long length, int ahead) {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        area.ensure(tail, tail + ahead * (RunLayout.footprint(length) + RunLayout.UNIT));
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        // While this method made memory, the head may have advanced beyond the tail that was read
        // above. No process needs memory below the head, so the memory between this old tail and
        // the head is deleted.
        if (head > tail) {
            area.discard(tail, head);
        }
    }

    /**
     * Returns whether {@link #ensure} has prepared the memory at position {@link #at} for a run (a
     * header and its items) with a payload of {@code length} bytes. In a bounded ring, the result
     * is always true.
     */
    boolean isPlaceReady(long length) {
        return area.isEnsured(at + RunLayout.footprint(length) + RunLayout.UNIT);
    }

    /**
     * Calls {@link #begin}, and returns whether an item of {@code length} bytes can be put at once:
     * {@link #ensure} has prepared memory for the item, and there is room. The room is computed
     * from the head that this producer read last. If the head has advanced since then, the result
     * may be false although there is room.
     */
    boolean isReadyFor(long length) {
        begin();
        return isPlaceReady(length) && hasRoom(length, 1);
    }

    /**
     * Prepares this object to write items: sets {@link #at} to the tail, and {@link #first} to the
     * number of items ever put. The ring always has a header at the tail, which contains this
     * number.
     */
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
     * Returns whether there is room for a run (a header and its items) with {@code length} payload
     * bytes and {@code count} items. This is step P2 (find room) of the package documentation.
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
     * Returns true if the head has moved since this producer last read the head, and there is now
     * room for a run (a header and its items) of {@code footprint} bytes in total. A producer that
     * waits for room calls this method without the producers' lock. If the result is true, the
     * producer acquires the lock and checks again, because other producers may have taken the room.
     */
    boolean hasRoomSinceLastLook(long footprint) {
        long now = Words.getAcquire(shared, RingLayout.HEAD_AT);
        return now != head
                && Words.getAcquire(shared, RingLayout.TAIL_AT) - now
                        <= capacity - footprint - RunLayout.UNIT;
    }

    /**
     * Writes a run (a header and its items) beyond the tail, where consumers do not read yet. This
     * is step P3 (write runs) of the package documentation.
     */
    void add(RunFormat format, MemorySegment bytes, long from, long length, int count) {
        long next = at + RunLayout.footprint(length);
        area.setHeaderWord(at, RunLayout.word(length, count, format));
        // The following run (a header and its items) will begin at the position in the variable
        // next. The number of the first item of the following run is stored at that position now.
        // So when the tail advances to that position, the header at the tail already contains the
        // number of items ever put.
        area.setFirstItem(next, first + count);
        area.write(at + RunLayout.UNIT, bytes, from, length);
        at = next;
        first += count;
    }

    /**
     * Commits all runs (each is a header and its items) that {@link #add} has written. This is step
     * P4 (advance the tail) of the package documentation.
     */
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
