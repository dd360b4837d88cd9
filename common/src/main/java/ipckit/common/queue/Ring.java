package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.object.DurableFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

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
     * Creates the files of a ring in a directory on a disk. The files belong to an object
     * directory, see {@link DurableFiles}.
     *
     * @param disk the directory on the disk, which no other process can open yet
     * @param object the object directory
     * @throws IOException when the file system is full or refuses an operation; some of the files
     *     may then have been created
     */
    public static void create(Path disk, RingSpec spec, Path object) throws IOException {
        RingFile.create(disk, spec);
        RingFile file = RingFile.open(disk, true);
        DurableFiles.takeUp(file, object);
        DurableFiles.force(file);
    }

    /**
     * Makes the files of a ring on a disk belong to a new object directory, which has a {@linkplain
     * DurableFiles#link link} to them, and to no other. After a restart of the machine, all earlier
     * participants are dead, and the next participants recover what they have left.
     *
     * @param object the new object directory
     * @throws IpcException CORRUPT, DENIED or ABSENT when the ring cannot be opened; REMOVED when
     *     the ring is being removed
     */
    public static void takeUp(Path object) throws IOException {
        RingFile file = open(object).file;
        DurableFiles.takeUp(file, object);
        DurableFiles.force(file);
    }

    /**
     * Writes the files of a ring on a disk and their names to the disk. They still belong to the
     * object directory for which they were created, or to another one that has taken them up since.
     *
     * @param object the object directory
     */
    public static void force(Path object) throws IOException {
        DurableFiles.force(RingFile.open(object, true));
    }

    /** Returns whether a directory contains the files of a ring. */
    public static boolean isAt(Path directory) {
        return Files.exists(
                directory.resolve(RingLayout.KIND.fileName()), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Deletes the files of a ring if the ring is marked as removed. Otherwise does nothing.
     *
     * @param disk the directory on a disk that contains the files
     * @return true if the ring no longer exists; false if it exists
     */
    public static boolean clear(Path disk) {
        try {
            RingFile file = RingFile.open(disk, true);
            if (DurableFiles.isGivenUp(file)) {
                file.markRemoved();
            }
            if (!file.isRemoved()) {
                return false;
            }
            DurableFiles.delete(file);
        } catch (IpcException e) {
            if (e.category() != IpcException.Category.ABSENT) {
                throw e;
            }
        }
        return true;
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
    public boolean hasMode(int mode) throws IOException {
        return file.hasMode(mode);
    }

    /**
     * Attaches a producer.
     *
     * @param onFull what the producer does when the ring is full
     * @param deadline limits the wait while other participants attach
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
     * @param deadline limits the wait while other participants attach
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
     * Marks the ring in an object directory as removed, and wakes all waiting processes. If its
     * files are in a directory on a disk, also deletes these files, unless they now belong to
     * another object directory. It is not an error if the ring is damaged, lacks files, or is
     * already marked as removed.
     *
     * @throws IpcException DENIED when permissions forbid the access to the ring
     */
    public static void retire(Path directory) {
        try {
            DurableFiles.retire(RingFile.open(directory, true), directory);
        } catch (IpcException e) {
            if (e.category() == IpcException.Category.DENIED) {
                throw e;
            }
            if (e.category() == IpcException.Category.ABSENT) {
                DurableFiles.deleteEmptyDirectory(directory);
            }
        } catch (IOException e) {
            // Another process has deleted the directory and is removing the ring.
        }
    }

    /**
     * Returns whether the ring in an object directory no longer exists. This is true if the ring is
     * marked as removed, if its mapped file is missing, or if its files no longer belong to this
     * object directory.
     */
    public static boolean isRemoved(Path directory) {
        try {
            RingFile file = RingFile.open(directory, false);
            return file.isRemoved() || DurableFiles.isLost(file, directory);
        } catch (IpcException e) {
            return e.category() == IpcException.Category.ABSENT;
        } catch (IOException e) {
            // Another process has deleted the directory.
            return true;
        }
    }
}
