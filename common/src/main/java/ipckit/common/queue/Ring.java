package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.IpcException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * A ring of items in shared memory, as one process has it open. Participants are attached to it:
 * {@link Producer}, {@link Consumer} and {@link StreamHolder}; {@link RingMonitor} only looks.
 *
 * <p>Opening maps the file and checks it, without becoming a participant. Safe for several threads;
 * each participant belongs to one thread.
 */
public final class Ring {
    private static final BooleanSupplier NEVER = () -> false;

    private final RingFile file;

    private Ring(RingFile file) {
        this.file = file;
    }

    /**
     * Creates a ring's files in a directory that no other process sees yet.
     *
     * @param areaDirectory an empty directory for the segment files of an unbounded ring; null to
     *     keep them in {@code directory}
     * @throws IOException when the file system refuses or is full; some files may exist then
     */
    public static void create(Path directory, RingSpec spec, Path areaDirectory)
            throws IOException {
        RingFile.create(directory, spec, areaDirectory);
    }

    /**
     * Opens a ring to attach to it.
     *
     * @throws IpcException ABSENT, DENIED, REMOVED (marked as removed), or CORRUPT: not a ring,
     *     another version, cut short, or damaged
     */
    public static Ring open(Path directory) {
        RingFile file = RingFile.open(directory, true);
        file.checkNotRemoved();
        return new Ring(file);
    }

    /** Returns the parameters of the ring's creation. */
    public RingSpec spec() {
        return file.spec;
    }

    /**
     * Attaches a producer.
     *
     * @param givenUp asked after every bounded sleep: true ends the wait
     * @throws IpcException FAILED when the ring is one-to-one and has a producer
     */
    public Producer producer(Producer.OnFull onFull, BooleanSupplier givenUp) {
        RingAttachment attachment = attach(RingRole.PRODUCER, givenUp);
        try {
            return new RingProducer(attachment, onFull);
        } catch (RuntimeException e) {
            attachment.close();
            throw e;
        }
    }

    /** Attaches a producer that waits without a limit when the ring is full. */
    public Producer producer() {
        return producer(Producer.OnFull.BLOCK, NEVER);
    }

    /**
     * Attaches a consumer.
     *
     * @param givenUp asked after every bounded sleep: true ends the wait
     * @throws IpcException FAILED when the ring is one-to-one and has a consumer
     */
    public Consumer consumer(BooleanSupplier givenUp) {
        RingAttachment attachment = attach(RingRole.CONSUMER, givenUp);
        try {
            return guarded(
                    () ->
                            file.spec.oneToOne()
                                    ? new SoleConsumer(attachment)
                                    : new SharedConsumer(attachment));
        } catch (RuntimeException e) {
            attachment.close();
            throw e;
        }
    }

    /** Attaches a consumer whose waits only their deadlines end. */
    public Consumer consumer() {
        return consumer(NEVER);
    }

    /** Attaches a holder, which neither puts nor takes, and keeps the stream from ending. */
    public StreamHolder holder() {
        return new StreamHolder(attach(RingRole.HOLDER, NEVER));
    }

    private RingAttachment attach(RingRole role, BooleanSupplier givenUp) {
        return guarded(() -> RingAttachment.attach(file, role, givenUp));
    }

    /**
     * Marks the ring in a directory as removed and wakes all waiting processes. A damaged ring and
     * missing files are no errors, nor is a second call. The segment files that an unbounded ring
     * keeps in another directory are deleted.
     *
     * @throws IpcException DENIED
     */
    public static void retire(Path directory) {
        try {
            RingFile.open(directory, true).markRemoved();
        } catch (IpcException e) {
            if (e.category() == IpcException.Category.DENIED) {
                throw e;
            }
        } finally {
            RingFile.deleteAreaDirectory(directory);
        }
    }

    /** Whether the ring in a directory is marked as removed, or its mapped file is missing. */
    public static boolean isRemoved(Path directory) {
        try {
            return RingFile.open(directory, false).isRemoved();
        } catch (IpcException e) {
            return e.category() == IpcException.Category.ABSENT;
        }
    }
}
