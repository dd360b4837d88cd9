package ipckit.common.queue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Liveness;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One look at the items of a ring. Each run is copied first and shown only if the head has not
 * passed it meanwhile: then nobody can have written over it.
 */
public final class PeekedItems implements AutoCloseable {
    private static final long FIRST_ROOM = 1 << 16;

    /** Who is shown the items, run by run. */
    @FunctionalInterface
    public interface Eye {
        /**
         * @param format how the items lie in the bytes
         * @param count how many there are
         * @param bytes valid during the call
         */
        void see(RunFormat format, int count, RunBytes bytes);
    }

    private final Mapping shared;
    private final Area area;
    private final long most;
    private final boolean held;
    private final Liveness liveness;
    private final Eye eye;
    private final RunBytes view = new RunBytes();
    private Arena arena = Arena.ofConfined();
    private MemorySegment copy = arena.allocate(FIRST_ROOM, RunLayout.UNIT);
    private long shown;

    /** Everything before has had its turn. */
    private long done;

    PeekedItems(Mapping shared, Area area, long most, boolean held, Liveness liveness, Eye eye) {
        this.shared = shared;
        this.area = area;
        this.most = most;
        this.held = held;
        this.liveness = liveness;
        this.eye = eye;
    }

    long shown() {
        return shown;
    }

    /**
     * Shows what lies behind what was shown before.
     *
     * @param limit where to stop: a tail
     * @return false when others have overtaken us: then stock is to be taken again
     */
    boolean walk(RingContents stock, long limit) {
        for (RingContents.Range claim : stock.claims()) {
            boolean visible = held || claim.holder() < 0 || !liveness.isAlive(claim.holder());
            if (visible && !walk(claim, stock, limit)) {
                return false;
            }
        }
        return walk(stock.unclaimed(), stock, limit);
    }

    private boolean walk(RingContents.Range range, RingContents stock, long limit) {
        long end = Math.min(range.to(), limit);
        if (end <= done || range.from() >= end) {
            return true;
        }
        try {
            PositionCheck.checkRange(range.run(), range.from(), range.to(), stock.tail());
            long from = Math.max(range.from(), done);
            Delivery items = new Delivery(area);
            items.begin(
                    area.runOf(range.run(), from, stock.tail()), from, end, stock.tail(), false, 0);
            while (shown < most && items.nextRun()) {
                if (!show(items)) {
                    return false;
                }
                done = items.position();
            }
            return true;
        } catch (IpcException e) {
            if (e.category() == Category.CORRUPT && isPassed(range.run())) {
                return false; // it was not damaged, only written over
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
                throw ObjectFile.damaged("a run that ends within an item");
            }
            view.set(copy, 0, border);
        }
        eye.see(format, count, view);
        shown += count;
        return true;
    }

    private boolean isPassed(long run) {
        Words.fullFence();
        return Words.getAcquire(shared, RingLayout.HEAD_AT) > run;
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
