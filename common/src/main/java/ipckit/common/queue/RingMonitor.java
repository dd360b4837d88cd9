package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Liveness;

import java.nio.file.Path;

/**
 * A monitor of a ring: it is no participant, delays no participant, changes nothing, and needs only
 * read permission. It reads without a lock, and reads again when the ring has moved meanwhile.
 *
 * <p>Belongs to one thread. Every method throws CORRUPT when the ring is damaged, and WOULD_BLOCK
 * when the ring moves too fast for a consistent view.
 */
public final class RingMonitor implements AutoCloseable {
    private static final int TRIES = 20_000;

    /** How often impossible contents are read that do not move before they count as damage. */
    private static final int TRIES_IF_IMPOSSIBLE = 50;

    private final RingFile file;
    private final Mapping shared;
    private final Area area;
    private final Liveness liveness;

    private RingMonitor(RingFile file) {
        this.file = file;
        this.shared = file.shared;
        this.liveness = file.liveForMonitor();
        this.area = file.area();
    }

    /**
     * Opens a ring to look at it.
     *
     * @throws IpcException ABSENT, DENIED, or CORRUPT: not a ring, another version, cut short
     */
    public static RingMonitor open(Path directory) {
        return guarded(() -> new RingMonitor(RingFile.open(directory, false)));
    }

    /** Returns the parameters of the ring's creation. */
    public RingSpec spec() {
        return file.spec;
    }

    /** Whether the ring is still where it was opened; false once it is removed. */
    public boolean isInPlace() {
        return !file.isRemoved() && file.isInPlace();
    }

    /** Returns the contents and the participants at one moment. */
    public RingSnapshot look() {
        return guarded(() -> clearly(this::lookOnce));
    }

    private RingSnapshot lookOnce(RingContents contents) {
        return new SnapshotReader(file, liveness).complete(contents, area.capacity());
    }

    /**
     * Shows items without claiming them, oldest first: those that were in the ring when the call
     * began and are still there when their turn comes.
     *
     * @param most the largest number of items
     * @param held whether to show items that living consumers hold, too
     * @return how many items were shown
     */
    public long peek(long most, boolean held, PeekedItems.Visitor visitor) {
        return guarded(
                () -> {
                    try (PeekedItems peeking =
                            new PeekedItems(shared, area, most, held, liveness, visitor)) {
                        long limit = clearly(RingContents::tail);
                        for (int tries = 0; tries < TRIES; tries++) {
                            RingContents contents = clearly(seen -> seen);
                            if (peeking.walk(contents, limit)) {
                                return peeking.shown();
                            }
                        }
                        throw tooFast();
                    }
                });
    }

    /** Computes something from contents that may turn out to be inconsistent. */
    private interface View<T> {
        T of(RingContents contents);
    }

    private <T> T clearly(View<T> view) {
        int impossible = 0;
        for (int tries = 0; tries < TRIES; tries++) {
            long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
            long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
            try {
                RingContents contents = RingContents.of(shared, area, file.spec.oneToOne());
                T seen = view.of(contents);
                if (!contents.isOvertaken()) {
                    return seen;
                }
            } catch (IpcException e) {
                boolean moves =
                        head != Words.getAcquire(shared, RingLayout.HEAD_AT)
                                || tail != Words.getAcquire(shared, RingLayout.TAIL_AT);
                if (e.category() != Category.CORRUPT
                        || !moves && ++impossible == TRIES_IF_IMPOSSIBLE) {
                    throw e;
                }
            }
            Thread.onSpinWait();
        }
        throw tooFast();
    }

    private static IpcException tooFast() {
        return new IpcException(Category.WOULD_BLOCK, "it moves too fast to be looked at");
    }

    @Override
    public void close() {
        area.close();
        liveness.close();
    }
}
