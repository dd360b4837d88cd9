package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.RobustLock;

import java.util.ArrayList;
import java.util.List;

/** Counts who takes part in a ring, and puts that together with what is in it. */
final class SnapshotReader {
    /** The shortest item: a header of its own, and one for what follows. */
    private static final long LEAST_ROOM = RunLayout.footprint(0) + RunLayout.UNIT;

    /** The end of the year 9999 in milliseconds since 1970. */
    private static final long LAST_INSTANT = 253_402_300_799_999L;

    private final Mapping shared;
    private final RingSpec spec;
    private final RingFile file;
    private final Liveness liveness;
    private final ParticipantTable seats;

    SnapshotReader(RingFile file, Liveness liveness) {
        this.file = file;
        this.shared = file.shared;
        this.spec = file.spec;
        this.liveness = liveness;
        this.seats = file.seats();
    }

    RingSnapshot complete(RingContents stock, long capacity) {
        long[] inHands = new long[RingLayout.SLOTS];
        long claimed = 0;
        long items = stock.count(stock.unclaimed());
        for (RingContents.Range claim : stock.claims()) {
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
        return new RingSnapshot(
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

    private List<RingParticipant> participants(
            long[] inHands, int producersLock, int consumersLock) {
        int used = seats.used();
        List<RingParticipant> found = new ArrayList<>();
        for (int slot = 0; slot < RingLayout.SLOTS; slot++) {
            boolean locks = slot == producersLock || slot == consumersLock;
            if (slot < used && role(slot) != RingRole.NONE || locks) {
                RingParticipant one = participant(slot, inHands[slot]);
                if (one.role() != RingRole.NONE || locks) {
                    found.add(one);
                }
            }
        }
        return found;
    }

    private RingParticipant participant(int slot, long claimed) {
        boolean alive = liveness.isAlive(slot);
        RingRole role = role(slot); // after the question: who leaves takes his role away first
        return new RingParticipant(
                slot,
                role,
                seats.pid(slot),
                seats.pidIsOurs(slot),
                alive,
                instant(seats.since(slot)),
                WaitReason.of(seats.waiting(slot)),
                instant(seats.waitingSince(slot)),
                Math.max(0, seats.moved(slot)),
                claimed);
    }

    private RingRole role(int slot) {
        return RingRole.of(seats.role(slot));
    }

    private long tally(long offset) {
        return Math.max(0, Words.getAcquire(shared, offset));
    }

    /** These are for people to read: nonsense is shown as 1970. */
    private static long instant(long millis) {
        return millis < 0 || millis > LAST_INSTANT ? 0 : millis;
    }
}
