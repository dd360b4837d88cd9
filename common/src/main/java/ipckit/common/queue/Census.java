package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.RobustLock;
import ipckit.common.sync.Seats;

import java.util.ArrayList;
import java.util.List;

/** Counts who takes part in a ring, and puts that together with what is in it. */
final class Census {
    /** The shortest item: a header of its own, and one for what follows. */
    private static final long LEAST_ROOM = RunLayout.footprint(0) + RunLayout.UNIT;

    /** The end of the year 9999 in milliseconds since 1970. */
    private static final long LAST_INSTANT = 253_402_300_799_999L;

    private final Mapping shared;
    private final RingSpec spec;
    private final RingFile file;
    private final Liveness liveness;
    private final Seats seats;

    Census(RingFile file, Liveness liveness) {
        this.file = file;
        this.shared = file.shared;
        this.spec = file.spec;
        this.liveness = liveness;
        this.seats = file.seats();
    }

    Snapshot complete(Stock stock, long capacity) {
        long[] inHands = new long[RingLayout.SLOTS];
        long claimed = 0;
        long items = stock.count(stock.unclaimed());
        for (Stock.Range claim : stock.claims()) {
            long count = stock.count(claim);
            items += count;
            if (claim.holder() >= 0) {
                claimed += count;
                inHands[claim.holder()] += count;
            }
        }
        long in = stock.in();
        long used = stock.tail() - stock.head();
        boolean full =
                used > capacity - LEAST_ROOM
                        || spec.slots() > 0 && in - stock.beforeHead() >= spec.itemLimit();
        if (items < 0 || items > in) {
            throw RunLayout.damaged("its count of items is impossible");
        }
        int producersLock = RobustLock.owner(shared, RingLayout.PRODUCERS_LOCK, RingLayout.SLOTS);
        int consumersLock = RobustLock.owner(shared, RingLayout.CONSUMERS_LOCK, RingLayout.SLOTS);
        return new Snapshot(
                spec,
                instant(Words.get(shared, RingLayout.CREATED_AT)),
                file.isRemoved(),
                in,
                in - items,
                claimed,
                used,
                full,
                tally(RingLayout.PRODUCERS_AT),
                tally(RingLayout.REDELIVERED_AT),
                tally(RingLayout.RECOVERIES_AT),
                tally(RingLayout.DROPPED_AT),
                producersLock,
                consumersLock,
                participants(inHands, producersLock, consumersLock));
    }

    private List<Participant> participants(long[] inHands, int producersLock, int consumersLock) {
        int used = seats.used();
        List<Participant> found = new ArrayList<>();
        for (int slot = 0; slot < RingLayout.SLOTS; slot++) {
            boolean locks = slot == producersLock || slot == consumersLock;
            if (slot < used && role(slot) != Role.NONE || locks) {
                Participant one = participant(slot, inHands[slot]);
                if (one.role() != Role.NONE || locks) {
                    found.add(one);
                }
            }
        }
        return found;
    }

    private Participant participant(int slot, long claimed) {
        boolean alive = liveness.isAlive(slot);
        Role role = role(slot); // after the question: who leaves takes his role away first
        return new Participant(
                slot,
                role,
                seats.pid(slot),
                seats.pidIsOurs(slot),
                alive,
                instant(seats.since(slot)),
                Waiting.of(seats.waiting(slot)),
                instant(seats.waitingSince(slot)),
                Math.max(0, seats.moved(slot)),
                claimed);
    }

    private Role role(int slot) {
        return Role.of(seats.role(slot));
    }

    private long tally(long offset) {
        return Math.max(0, Words.getAcquire(shared, offset));
    }

    /** These are for people to read: nonsense is shown as 1970. */
    private static long instant(long millis) {
        return millis < 0 || millis > LAST_INSTANT ? 0 : millis;
    }
}
