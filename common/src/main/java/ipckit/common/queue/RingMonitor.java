package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.LivenessView;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * Shows the contents of a ring and its participants. A monitor is no participant, delays no
 * participant, changes nothing, and needs only read permission. It reads without a lock, and reads
 * again if the ring has changed during the read.
 *
 * <p>An instance belongs to one thread. {@link #look} and {@link #peek} throw CORRUPT when the ring
 * is damaged, and WOULD_BLOCK when the ring changes too fast for a consistent view.
 */
public final class RingMonitor implements AutoCloseable {
    private static final int TRIES = 20_000;

    /**
     * A monitor reports the ring as damaged after this number of reads with impossible values. A
     * read counts only if the ring has not changed during the read: neither its head (the start of
     * its items) nor its tail (the end of its items) has moved.
     */
    private static final int TRIES_IF_IMPOSSIBLE = 50;

    private final RingFile file;
    final Mapping shared;
    final Area area;
    final LivenessView liveness;

    private RingMonitor(RingFile file) {
        this.file = file;
        this.shared = file.shared;
        this.liveness = file.liveForMonitor();
        this.area = file.area();
    }

    /**
     * Opens a ring for reading.
     *
     * @throws IpcException ABSENT when the ring does not exist; DENIED when permissions forbid
     *     reading; CORRUPT when the file is not a ring, has another version, was cut short, or is
     *     damaged
     */
    public static RingMonitor open(Path directory) {
        return guarded(() -> new RingMonitor(RingFile.open(directory, false)));
    }

    /**
     * Returns whether the ring's path still leads to the file that this monitor has opened. Returns
     * false after the ring was removed.
     */
    public boolean isInPlace() {
        return !file.isRemoved() && file.isInPlace();
    }

    /** Returns the contents and the participants at one moment. */
    public RingSnapshot look() {
        SnapshotReader reader = new SnapshotReader(file, liveness);
        return guarded(() -> clearly(contents -> reader.complete(contents, area.capacity())));
    }

    /**
     * Passes items to {@code visitor} without claiming them, oldest first. These are the items that
     * were in the ring when the call began, except items that leave the ring before the monitor has
     * read them.
     *
     * @param most the largest number of items
     * @param held whether to include the items that living consumers have claimed
     * @return how many items were passed to the visitor
     */
    public long peek(long most, boolean held, PeekedItems.Visitor visitor) {
        return guarded(
                () -> {
                    try (PeekedItems peeking = new PeekedItems(this, most, held, visitor)) {
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

    /**
     * Reads the contents of the ring and computes a result from the contents. Repeats both steps if
     * a producer may have overwritten the contents meanwhile, or if the contents seem damaged.
     *
     * @throws IpcException CORRUPT if the contents seem damaged too often; WOULD_BLOCK if no
     *     repetition gave a result
     */
    private <T> T clearly(Function<RingContents, T> view) {
        int impossible = 0;
        for (int tries = 0; tries < TRIES; tries++) {
            long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
            long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
            try {
                RingContents contents = new RingContents(shared, area, file.spec.oneToOne());
                T seen = view.apply(contents);
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
