package ipckit.common.queue;

import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;
import ipckit.common.object.ParticipantStatus;
import ipckit.common.sync.LivenessView;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.RobustLock;

import java.util.ArrayList;
import java.util.List;

/** Makes a snapshot of a ring from its contents and its participants. */
final class SnapshotReader {
    /**
     * The number of free bytes that the ring needs for the smallest item, which has the length 0.
     * The ring needs room for a run (a header and, in this case, one item), and for the header that
     * always follows the last run. If fewer bytes are free, the ring is full.
     */
    private static final long LEAST_ROOM = RunLayout.footprint(0) + RunLayout.UNIT;

    private final RingFile file;
    private final LivenessView liveness;
    private final ParticipantTable participants;

    SnapshotReader(RingFile file, LivenessView liveness) {
        this.file = file;
        this.liveness = liveness;
        this.participants = file.participants();
    }

    RingSnapshot complete(RingContents contents, long capacity) {
        long[] claimedBy = new long[RingLayout.MAX_PARTICIPANTS];
        long claimed = 0;
        long items = contents.count(contents.unclaimed());
        for (RingContents.Range claim : contents.claims()) {
            long count = contents.count(claim);
            items += count;
            if (claim.holder() >= 0) {
                claimed += count;
                claimedBy[claim.holder()] += count;
            }
        }
        long in = contents.in();
        long used = contents.tail() - contents.head();
        boolean full =
                used > capacity - LEAST_ROOM
                        || file.spec.slots() > 0
                                && in - contents.beforeHead() >= file.spec.itemLimit();
        if (items < 0 || items > in) {
            throw ObjectFile.damaged("its count of items is impossible");
        }
        int producersLock =
                RobustLock.owner(
                        file.shared, RingLayout.PRODUCERS_LOCK, RingLayout.MAX_PARTICIPANTS);
        int consumersLock =
                RobustLock.owner(
                        file.shared, RingLayout.CONSUMERS_LOCK, RingLayout.MAX_PARTICIPANTS);
        return new RingSnapshot(
                file.spec,
                ParticipantStatus.instant(file.created()),
                file.isRemoved(),
                in,
                in - items,
                claimed,
                used,
                full,
                count(RingLayout.PRODUCERS_AT),
                count(RingLayout.REDELIVERED_AT),
                count(RingLayout.RECOVERIES_AT),
                count(RingLayout.DROPPED_AT),
                producersLock,
                consumersLock,
                participants(claimedBy, producersLock, consumersLock));
    }

    private List<RingParticipant> participants(
            long[] claimed, int producersLock, int consumersLock) {
        int used = participants.used();
        List<RingParticipant> found = new ArrayList<>();
        for (int index = 0; index < RingLayout.MAX_PARTICIPANTS; index++) {
            boolean locks = index == producersLock || index == consumersLock;
            if (index < used && participants.role(index) != ParticipantTable.NO_ROLE || locks) {
                RingParticipant one = participant(index, claimed[index]);
                if (one.role() != RingRole.NONE || locks) {
                    found.add(one);
                }
            }
        }
        return found;
    }

    private RingParticipant participant(int index, long claimed) {
        ParticipantStatus status = ParticipantStatus.of(participants, index, liveness);
        return new RingParticipant(
                index,
                RingRole.of(status.role()),
                status.pid(),
                status.pidIsLocal(),
                status.alive(),
                status.since(),
                WaitReason.of(status.waiting()),
                status.waitingSince(),
                status.moved(),
                claimed);
    }

    private long count(long offset) {
        return Math.max(0, Words.getAcquire(file.shared, offset));
    }
}
