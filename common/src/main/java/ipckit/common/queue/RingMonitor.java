package ipckit.common.queue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Liveness;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * An onlooker of a ring: takes no part, holds nobody up, changes nothing, and needs only to read.
 * It reads without a lock, and reads again when it was overtaken.
 *
 * <p>Belongs to one thread. Every method throws CORRUPT when the ring is damaged, and WOULD_BLOCK
 * when it moves too fast for us to get a clear view of it.
 */
public final class RingMonitor implements AutoCloseable {
    private static final int TRIES = 20_000;

    /** A stock that cannot be and does not move either is damaged: so often it is looked at. */
    private static final int TRIES_IF_IMPOSSIBLE = 50;

    private final RingFile file;
    private final Mapping shared;
    private final Area area;
    private final Liveness liveness;

    private RingMonitor(RingFile file, Liveness liveness) {
        this.file = file;
        this.shared = file.shared;
        this.area = file.area();
        this.liveness = liveness;
    }

    /**
     * Opens a ring to look at it.
     *
     * @throws IpcException ABSENT, DENIED, or CORRUPT: not a ring, another version, cut short
     */
    public static RingMonitor open(Path directory) {
        return watched(() -> new RingMonitor(RingFile.open(directory, false), openLive(directory)));
    }

    /** For writing if possible: our own process may take part, too, and the file is opened once. */
    private static Liveness openLive(Path directory) {
        Path live = directory.resolve(RingLayout.LIVE);
        try {
            return Liveness.open(live, RingLayout.SLOTS, true);
        } catch (IpcException e) {
            if (e.category() != Category.DENIED) {
                throw e;
            }
            return Liveness.open(live, RingLayout.SLOTS, false);
        }
    }

    /** What it was made with. */
    public RingSpec spec() {
        return file.spec;
    }

    /** Whether it still lies where it was opened: false once it is removed. */
    public boolean isInPlace() {
        return !file.isRemoved() && file.isInPlace();
    }

    /** What is in it and who takes part. */
    public RingSnapshot look() {
        return watched(() -> clearly(this::lookOnce));
    }

    private RingSnapshot lookOnce(RingContents stock) {
        return new SnapshotReader(file, liveness).complete(stock, area.capacity());
    }

    /**
     * Shows items without taking them, oldest first: those that were there when the call began and
     * are still there when their turn comes.
     *
     * @param most how many at the most
     * @param held whether those in the hands of living consumers are shown, too
     * @return how many were shown
     */
    public long peek(long most, boolean held, PeekedItems.Eye eye) {
        return watched(
                () -> {
                    try (PeekedItems peeking =
                            new PeekedItems(shared, area, most, held, liveness, eye)) {
                        long limit = clearly(RingContents::tail);
                        for (int tries = 0; tries < TRIES; tries++) {
                            RingContents stock = clearly(seen -> seen);
                            if (peeking.walk(stock, limit)) {
                                return peeking.shown();
                            }
                        }
                        throw tooFast();
                    }
                });
    }

    /** What is done with a stock that may turn out to be void. */
    private interface View<T> {
        T of(RingContents stock);
    }

    private <T> T clearly(View<T> view) {
        int impossible = 0;
        for (int tries = 0; tries < TRIES; tries++) {
            long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
            long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
            try {
                RingContents stock = RingContents.of(shared, area, file.spec.oneToOne());
                T seen = view.of(stock);
                if (!stock.isOvertaken()) {
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

    private static <T> T watched(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    @Override
    public void close() {
        area.close();
        liveness.close();
    }
}
