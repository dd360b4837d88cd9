package ipckit.common.queue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Shows the items of a ring to a visitor without claiming the items. Consumers may advance the
 * ring's head (the position below which the room is free) past an item at any time, and producers
 * may then overwrite the item. Therefore each run (a header with one or more items) is copied
 * first. The visitor gets the copy only if the head has not passed the run while the run was
 * copied.
 */
public final class PeekedItems implements AutoCloseable {
    private static final long FIRST_ROOM = 1 << 16;

    /** Receives the items of a ring in runs. A run consists of one or more consecutive items. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Receives one or more consecutive items.
         *
         * @param format how the items in {@code bytes} are separated
         * @param count the number of items
         * @param bytes the items' bytes, which are valid during the call
         */
        void visit(RunFormat format, int count, RunBytes bytes);
    }

    private final RingMonitor ring;
    private final long most;
    private final boolean held;
    private final Visitor visitor;
    private final RunBytes view = new RunBytes();
    private Arena arena = Arena.ofConfined();
    private MemorySegment copy = arena.allocate(FIRST_ROOM, RunLayout.UNIT);
    private long shown;

    /** The position before which all items were shown or skipped. */
    private long done;

    PeekedItems(RingMonitor ring, long most, boolean held, Visitor visitor) {
        this.ring = ring;
        this.most = most;
        this.held = held;
        this.visitor = visitor;
    }

    long shown() {
        return shown;
    }

    /**
     * Shows the visitor the next items of the ring, up to a limit. Items that were shown before are
     * not shown again.
     *
     * @param limit the position at which the last item to show ends
     * @return true when the items were shown; false if the ring changed meanwhile; the caller must
     *     then read the contents again and repeat the call
     */
    boolean walk(RingContents contents, long limit) {
        for (RingContents.Range claim : contents.claims()) {
            boolean visible = held || claim.holder() < 0 || !ring.liveness.isAlive(claim.holder());
            if (visible && !walk(claim, contents, limit)) {
                return false;
            }
        }
        return walk(contents.unclaimed(), contents, limit);
    }

    private boolean walk(RingContents.Range range, RingContents contents, long limit) {
        long end = Math.min(range.to(), limit);
        if (end <= done || range.from() >= end) {
            return true;
        }
        try {
            PositionCheck.checkRange(range.run(), range.from(), range.to(), contents.tail());
            long from = Math.max(range.from(), done);
            Delivery items = Delivery.of(ring.area, range.run(), from, end, contents.tail());
            while (shown < most && items.nextRun()) {
                if (!show(items)) {
                    return false;
                }
                done = items.position();
            }
            return true;
        } catch (IpcException e) {
            // If the head has passed the run (a header and its items) in which the range begins,
            // producers may have overwritten items of the range. Impossible values in these items
            // then do not show that the ring is damaged.
            if (e.category() == Category.CORRUPT && isPassed(range.run())) {
                return false;
            }
            throw e;
        }
    }

    private boolean show(Delivery items) {
        RunFormat format = items.format();
        long length = items.bytes().length();
        makeRoom(length);
        items.bytes().copyTo(0, length, copy, 0);
        if (isPassed(items.run())) {
            return false;
        }
        view.set(copy, 0, length);
        int count = (int) Math.min(items.count(), most - shown);
        if (count < items.count()) {
            long border = view.endOfNth(format, 0, count);
            if (border < 0) {
                throw ObjectFile.damaged("a run ends within an item");
            }
            view.set(copy, 0, border);
        }
        visitor.visit(format, count, view);
        shown += count;
        return true;
    }

    private boolean isPassed(long run) {
        Words.fullFence();
        return Words.getAcquire(ring.shared, RingLayout.HEAD_AT) > run;
    }

    private void makeRoom(long length) {
        if (copy.byteSize() < length) {
            arena.close();
            arena = Arena.ofConfined();
            copy = arena.allocate(Math.max(length, 2 * copy.byteSize()), RunLayout.UNIT);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
