package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.Pieces;
import ipckit.common.memory.RunFormat;
import ipckit.common.sync.RobustLock.Outcome;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * A producer of a ring: one of many under the producers' lock, or the only one of a one-to-one ring
 * without it (steps P1 to P7 of the protocol).
 */
final class RingProducer implements Producer {
    /** No run takes more of the area than this part of it, unless it is a single item. */
    private static final long PARTS = 4;

    private final Membership member;
    private final MemorySegment shared;
    private final RingSpec spec;
    private final boolean sole;
    private final OnFull onFull;
    private final Writer writer;
    private final Dropper dropper;
    private final long longestRun;
    private final Pieces view = new Pieces();
    private final ItemCursor cursor = new ItemCursor();
    private final BooleanSupplier roomThere = this::roomThere;
    private long wanted;
    private long itemsPut;
    private long itemsDropped;

    RingProducer(Membership member, OnFull onFull) {
        this.member = member;
        this.shared = member.shared;
        this.spec = member.file.spec;
        this.sole = spec.oneToOne();
        this.onFull = onFull;
        this.writer = new Writer(member);
        this.dropper = new Dropper(member);
        this.longestRun = member.area.capacity() / PARTS - RunLayout.UNIT;
        if (sole && onFull == OnFull.DROP_OLD) {
            throw new IpcException(
                    Category.USAGE,
                    "what is oldest belongs to the consumer of a one-to-one buffer: it cannot be"
                            + " dropped");
        }
    }

    @Override
    public Result put(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline) {
        if (format == RunFormat.ONE) {
            checkItem(length);
            return putRun(format, bytes, from, length, 1, deadline);
        }
        if (spec.slots() == 0 && length <= longestRun) {
            return putRun(format, bytes, from, length, count, deadline);
        }
        view.set(bytes, from, length);
        cursor.reset(format, view);
        return spec.slots() == 0
                ? putPieces(format, bytes, from, length, deadline)
                : putItems(bytes, from, count, deadline);
    }

    /** One item a slot: as many as fit at once under one lock. */
    private Result putItems(MemorySegment bytes, long from, int count, Deadline deadline) {
        boolean more = cursor.next();
        while (more) {
            checkItem(cursor.length());
            Result begun = begin(cursor.length(), 1, deadline);
            if (begun == null) {
                itemsDropped++;
                more = cursor.next();
                continue;
            }
            if (begun != Result.DONE) {
                return begun;
            }
            long written = 0;
            do {
                checkItem(cursor.length());
                writer.add(RunFormat.ONE, bytes, from + cursor.from(), cursor.length(), 1);
                written++;
                more = cursor.next();
            } while (more && cursor.length() <= spec.maxItem() && writer.fits(cursor.length(), 1));
            commit(written);
        }
        return Result.DONE;
    }

    /** Runs that are larger than a good part of the area are cut, between items. */
    private Result putPieces(
            RunFormat format, MemorySegment bytes, long from, long length, Deadline deadline) {
        long start = 0;
        long end = 0;
        int count = 0;
        while (cursor.next()) {
            checkItem(cursor.length());
            long after = cursor.from() + cursor.length() + format.suffix();
            if (count > 0 && after - start > longestRun) {
                Result put = putRun(format, bytes, from + start, end - start, count, deadline);
                if (put != Result.DONE) {
                    return put;
                }
                start = end;
                count = 0;
            }
            end = after;
            count++;
        }
        return count == 0
                ? Result.DONE
                : putRun(format, bytes, from + start, end - start, count, deadline);
    }

    private Result putRun(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline) {
        Result begun = begin(length, count, deadline);
        if (begun == null) {
            itemsDropped += count;
            return Result.DONE;
        }
        if (begun == Result.DONE) {
            writer.add(format, bytes, from, length, count); // P3
            commit(count);
        }
        return begun;
    }

    /**
     * P1 and P2: gets the lock and the room; DONE means both, null that there is no room and the
     * new is to be dropped.
     */
    private Result begin(long length, int count, Deadline deadline) {
        for (boolean overslept = false; ; ) {
            writer.ensure(length);
            if (!sole && member.producersLock.acquire(deadline) == Outcome.TIMED_OUT) {
                member.waiting(Waiting.NOTHING);
                return Result.FULL;
            }
            boolean ready = false;
            boolean room = false;
            try {
                writer.begin();
                ready = writer.fits(length, count);
                room = ready || writer.roomFor(length, count);
                if (!room && (overslept || onFull == OnFull.DROP_OLD) && !sole) {
                    boolean drop = onFull == OnFull.DROP_OLD;
                    itemsDropped += dropper.makeRoom(drop, () -> writer.roomFor(length, count));
                    room = writer.roomFor(length, count);
                    ready = room && writer.fits(length, count);
                }
            } finally {
                if (!ready && !sole) {
                    member.producersLock.release();
                }
            }
            if (room && !ready) {
                continue; // others have used up what we had ensured
            }
            if (ready) {
                member.waiting(Waiting.NOTHING);
                return Result.DONE;
            }
            if (member.file.isRemoved()) {
                return Result.REMOVED;
            }
            if (onFull == OnFull.DROP_NEW) {
                return null;
            }
            wanted = RunLayout.footprint(length);
            member.waiting(Waiting.ROOM);
            switch (member.sleep(member.room, roomThere, deadline)) {
                case LOOK -> overslept = member.overslept();
                case TIMED_OUT -> {
                    if (overslept) {
                        member.waiting(Waiting.NOTHING);
                        return Result.FULL;
                    }
                    overslept = true; // the room may only wait for somebody to free it
                }
                case REMOVED -> {
                    return Result.REMOVED;
                }
                case GIVEN_UP -> {
                    return Result.GIVEN_UP;
                }
            }
        }
    }

    private boolean roomThere() {
        return writer.hasRoomSinceLastLook(wanted);
    }

    /** P4 to P7. */
    private void commit(long items) {
        writer.commit();
        if (!sole) {
            member.producersLock.release(); // P5
        }
        member.items.signal(); // P6
        itemsPut += items;
        member.moved(itemsPut);
    }

    private void checkItem(long length) {
        if (length > spec.maxItem()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "an item of "
                            + length
                            + " bytes is longer than the buffer takes ("
                            + spec.maxItem()
                            + ")");
        }
    }

    @Override
    public long itemsPut() {
        return itemsPut;
    }

    @Override
    public long itemsDropped() {
        return itemsDropped;
    }

    @Override
    public long systemCalls() {
        return member.systemCalls();
    }

    @Override
    public void close() {
        member.close();
    }
}
