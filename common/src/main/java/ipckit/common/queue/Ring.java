package ipckit.common.queue;

import ipckit.common.IpcException;
import ipckit.common.memory.MappedFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * A ring of items that processes share, as one process has it open. Roles are attached to it:
 * {@link Producer}, {@link Consumer}, {@link StreamHolder}, and {@link RingMonitor} for onlookers.
 *
 * <p>Opening maps the file and checks it; it takes no part in anything yet. Safe for several
 * threads; the roles are not.
 */
public final class Ring {
    private static final BooleanSupplier NEVER = () -> false;

    private final RingFile file;

    private Ring(RingFile file) {
        this.file = file;
    }

    /**
     * Makes a ring's files in a directory that nobody else sees yet.
     *
     * @param elsewhere an empty directory for the segments of an unbounded ring; null to keep them
     *     with the rest
     * @throws IOException when the file system refuses or is full; some files may be there then
     */
    public static void create(Path directory, RingSpec spec, Path elsewhere) throws IOException {
        RingFile.create(directory, spec, elsewhere);
    }

    /**
     * Opens a ring to take part in it.
     *
     * @throws IpcException ABSENT, DENIED, REMOVED (marked for removal), or CORRUPT: not a ring,
     *     another version, cut short, or damaged
     */
    public static Ring open(Path directory) {
        RingFile file = RingFile.open(directory, true);
        if (file.isRemoved()) {
            throw new IpcException(IpcException.Category.REMOVED, "it is being removed");
        }
        return new Ring(file);
    }

    /** What it was made with. */
    public RingSpec spec() {
        return file.spec;
    }

    /**
     * Attaches a producer.
     *
     * @param givenUp asked now and then during waits: true ends the wait
     * @throws IpcException FAILED when the ring is one-to-one and has one
     */
    public Producer producer(Producer.OnFull onFull, BooleanSupplier givenUp) {
        RingMembership member = attach(RingRole.PRODUCER, givenUp);
        try {
            return new GuardedProducer(new RingProducer(member, onFull));
        } catch (RuntimeException e) {
            member.close();
            throw e;
        }
    }

    /** Attaches a producer that waits for as long as it takes. */
    public Producer producer() {
        return producer(Producer.OnFull.BLOCK, NEVER);
    }

    /**
     * Attaches a consumer.
     *
     * @param givenUp asked now and then during waits: true ends the wait
     * @throws IpcException FAILED when the ring is one-to-one and has one
     */
    public Consumer consumer(BooleanSupplier givenUp) {
        RingMembership member = attach(RingRole.CONSUMER, givenUp);
        try {
            return new GuardedConsumer(
                    file.spec.oneToOne() ? new SoleConsumer(member) : new SharedConsumer(member));
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        } catch (RuntimeException e) {
            member.close();
            throw e;
        }
    }

    /** Attaches a consumer that waits for as long as it takes. */
    public Consumer consumer() {
        return consumer(NEVER);
    }

    /** Attaches one who neither puts nor takes, and keeps the stream from ending. */
    public StreamHolder holder() {
        return new StreamHolder(attach(RingRole.HOLDER, NEVER));
    }

    private RingMembership attach(RingRole role, BooleanSupplier givenUp) {
        try {
            return RingAttachment.attach(file, role, givenUp);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    /**
     * Marks the ring in this directory as removed and wakes everybody who waits on it. Bears a
     * damaged ring and missing files (nobody can be told then), and being called twice. Items that
     * an unbounded ring keeps elsewhere are deleted.
     */
    public static void retire(Path directory) {
        try {
            RingFile file = RingFile.open(directory, true);
            file.markRemoved();
        } catch (IpcException e) {
            if (e.category() == IpcException.Category.DENIED) {
                throw e;
            }
        } finally {
            RingFile.deleteElsewhere(directory);
        }
    }

    /** Whether the ring in this directory is marked as removed, or has lost the file for it. */
    public static boolean isRemoved(Path directory) {
        try {
            return RingFile.open(directory, false).isRemoved();
        } catch (IpcException e) {
            return e.category() == IpcException.Category.ABSENT;
        }
    }
}
