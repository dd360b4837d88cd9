package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.DurableContent;
import ipckit.common.IpcException;
import ipckit.common.object.DurableCreation;
import ipckit.common.object.DurableFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A ring that this process has opened. A ring stores items in shared memory. To use the ring, this
 * process attaches a participant: a {@link Producer}, a {@link Consumer} or a {@link StreamHolder}.
 * A process that only inspects the ring uses a {@link RingMonitor} instead.
 *
 * <p>Opening a ring maps the file and checks it, without making the process a participant. An
 * instance is safe for several threads; each participant belongs to one thread.
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
     * @throws IOException when the file system is full or refuses an operation; some of the files
     *     may then have been created
     */
    public static void create(Path directory, RingSpec spec) throws IOException {
        RingFile.create(directory, spec);
    }

    /**
     * Returns the operations that create, restore and delete the files of a ring on a disk. A
     * restored ring may still contain locks and claims of dead participants. The next participants
     * take over these locks and recover these claims.
     *
     * @param accepted tests whether a ring that is already on the disk has the parameters that the
     *     user asked for
     */
    public static DurableContent durable(RingSpec spec, Predicate<Ring> accepted) {
        return new DurableCreation<>(
                RingLayout.KIND,
                RingFile::open,
                disk -> RingFile.create(disk, spec),
                file -> accepted.test(new Ring(file)),
                _ -> {});
    }

    /**
     * Opens a ring, so that participants can be attached.
     *
     * @throws IpcException ABSENT when the ring does not exist; DENIED when permissions forbid the
     *     access; REMOVED when the ring is marked as removed; CORRUPT when the file is not a ring,
     *     has another version, was cut short, or is damaged
     */
    public static Ring open(Path directory) {
        RingFile file = RingFile.open(directory, true);
        file.checkNotRemoved();
        return new Ring(file);
    }

    /** Returns the parameters with which the ring was created. */
    public RingSpec spec() {
        return file.spec;
    }

    /** Returns whether the ring has the given permission bits. */
    public boolean hasMode(int mode) {
        return file.hasMode(mode);
    }

    /**
     * Attaches a producer.
     *
     * @param onFull what the producer does when the ring is full
     * @param deadline limits how long this method waits for other participants
     * @param givenUp a function that the producer calls after each sleep while it waits; if the
     *     function returns true, the wait ends
     * @throws IpcException FAILED when the ring is one-to-one (admits only one producer and one
     *     consumer) and already has a producer; USAGE when the ring is one-to-one and {@code
     *     onFull} is {@link Producer.OnFull#DROP_OLD}; WOULD_BLOCK (for the deadline NOW) or
     *     TIMED_OUT (for other deadlines) when another participant prevents the attachment until
     *     the deadline
     */
    public Producer producer(Producer.OnFull onFull, Deadline deadline, BooleanSupplier givenUp) {
        return attach(
                RingRole.PRODUCER,
                deadline,
                givenUp,
                attachment -> new Producer(attachment, onFull));
    }

    /** Attaches a producer that waits without a limit when the ring is full. */
    public Producer producer() {
        return producer(Producer.OnFull.BLOCK, Deadline.NEVER, NEVER);
    }

    /**
     * Attaches a consumer.
     *
     * @param deadline limits how long this method waits for other participants
     * @param givenUp a function that the consumer calls after each sleep while it waits; if the
     *     function returns true, the wait ends
     * @throws IpcException FAILED when the ring is one-to-one (admits only one producer and one
     *     consumer) and already has a consumer; WOULD_BLOCK (for the deadline NOW) or TIMED_OUT
     *     (for other deadlines) when another participant prevents the attachment until the deadline
     */
    public Consumer consumer(Deadline deadline, BooleanSupplier givenUp) {
        return attach(
                RingRole.CONSUMER,
                deadline,
                givenUp,
                file.spec.oneToOne() ? SoleConsumer::new : SharedConsumer::new);
    }

    /**
     * Attaches a consumer. When the consumer waits for items, the wait ends only if items arrive,
     * the stream of items ends, the ring is removed, or the deadline of the wait passes.
     */
    public Consumer consumer() {
        return consumer(Deadline.NEVER, NEVER);
    }

    /**
     * Attaches a holder, which neither puts nor takes items. While the holder is attached, the
     * stream of items does not end, even if no producer is attached.
     */
    public StreamHolder holder() {
        return attach(RingRole.HOLDER, Deadline.NEVER, NEVER, StreamHolder::new);
    }

    private <T> T attach(
            RingRole role,
            Deadline deadline,
            BooleanSupplier givenUp,
            Function<RingAttachment, T> maker) {
        return guarded(
                () -> {
                    RingAttachment attachment =
                            RingAttachment.attach(file, role, deadline, givenUp);
                    try {
                        return maker.apply(attachment);
                    } catch (RuntimeException | Error e) {
                        attachment.close();
                        throw e;
                    }
                });
    }

    /**
     * Makes the files of a ring on a disk belong to the object directory {@code directory}, see
     * {@link DurableFiles#claim}. A process calls this method just before it removes the ring,
     * because the files may still belong to another object directory. The removal would then not
     * delete the files. If the files are in {@code directory} itself, this method does nothing.
     */
    public static void claim(Path directory) {
        DurableFiles.claim(RingFile::open, directory);
    }

    /**
     * Marks the ring in an object directory as removed and wakes all waiting processes, see {@link
     * DurableFiles#retire}.
     */
    public static void retire(Path directory) {
        DurableFiles.retire(RingLayout.KIND, RingFile::open, directory);
    }

    /**
     * Returns whether the ring in an object directory no longer exists, see {@link
     * DurableFiles#isRemoved}.
     */
    public static boolean isRemoved(Path directory) {
        return DurableFiles.isRemoved(RingFile::open, directory);
    }
}
