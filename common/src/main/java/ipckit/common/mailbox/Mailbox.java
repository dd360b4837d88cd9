package ipckit.common.mailbox;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.object.ObjectFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * A mailbox that this process has opened. Senders, receivers, callers and services attach to the
 * mailbox.
 *
 * <p>Attaching waits only if the mailbox limits its participants, and fails with WOULD_BLOCK or
 * TIMED_OUT when the deadline passes. Several threads may use a mailbox, but each participant
 * belongs to one thread.
 */
public final class Mailbox {
    private static final BooleanSupplier NEVER_GIVEN_UP = () -> false;

    private final MailboxFile file;

    /**
     * The number of the object directory that adopted the files; 0 if the mailbox is not durable.
     */
    private long home;

    private Mailbox(MailboxFile file) {
        this.file = file;
    }

    /**
     * Creates the files of a mailbox in a directory that no other process can open yet.
     *
     * @throws IOException when the file system refuses a file or is full; some files may remain
     */
    public static void create(Path directory, MailboxSpec spec) throws IOException {
        MailboxFile.create(directory, spec);
    }

    /**
     * Links an object directory to the files of a durable mailbox on a disk, and opens the mailbox.
     * If the machine was started after the last use of the files, every message whose send was
     * reported is ready and marked as redelivered.
     *
     * @throws IpcException CORRUPT, DENIED, ABSENT
     */
    public static Mailbox link(Path directory, Path disk) throws IOException {
        DurableFiles.link(directory, disk);
        Mailbox box = open(directory);
        if (!box.spec().durable()) {
            throw ObjectFile.damaged("it is not a durable mailbox");
        }
        box.home = DurableFiles.takeUp(box.file, directory);
        box.desk().close();
        return box;
    }

    /**
     * Removes a durable mailbox that {@link #link} returned, after another mailbox has got its
     * name. Does nothing if another directory has adopted the files.
     */
    public void discard() {
        if (DurableFiles.giveUp(file, home)) {
            file.markRemoved();
            DurableFiles.delete(file);
        }
    }

    /** Returns whether a directory contains the files of a mailbox. */
    public static boolean isAt(Path directory) {
        return Files.exists(
                directory.resolve(MailboxLayout.KIND.fileName()), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Opens a mailbox.
     *
     * @throws IpcException ABSENT, DENIED, CORRUPT; REMOVED when the mailbox is marked as removed
     */
    public static Mailbox open(Path directory) {
        MailboxFile file = MailboxFile.open(directory, true);
        file.checkNotRemoved();
        return new Mailbox(file);
    }

    /** Returns whether the process that owns the mailbox has ended, see {@link MailboxOwner}. */
    public boolean isOrphan() {
        return file.isOrphan();
    }

    /** Returns the properties chosen at creation. */
    public MailboxSpec spec() {
        return file.spec;
    }

    /** Attaches a sender. */
    public Sender sender(Deadline deadline) {
        return new Sender(attach(MailboxRole.SENDER, deadline, NEVER_GIVEN_UP));
    }

    /**
     * Attaches a sender that may have one pending message beyond the limit.
     *
     * @param name the task name that identifies the sender
     */
    public PendingSender pender(String name, Deadline deadline) {
        return new PendingSender(attach(MailboxRole.SENDER, deadline, NEVER_GIVEN_UP), name);
    }

    /** Attaches a caller of services. */
    public Caller caller(Deadline deadline) {
        return caller(deadline, NEVER_GIVEN_UP);
    }

    /**
     * Attaches a caller of services.
     *
     * @param givenUp asked during waits: true ends the wait
     */
    public Caller caller(Deadline deadline, BooleanSupplier givenUp) {
        return new Caller(attach(MailboxRole.SENDER, deadline, givenUp));
    }

    /**
     * Attaches a receiver.
     *
     * @param givenUp asked during waits: true ends the wait
     */
    public Receiver receiver(Deadline deadline, BooleanSupplier givenUp) {
        return new Receiver(attach(MailboxRole.RECEIVER, deadline, givenUp));
    }

    /** Attaches a service, which is a receiver that replies to requests. */
    public Receiver service(Deadline deadline) {
        return new Receiver(attach(MailboxRole.SERVER, deadline, NEVER_GIVEN_UP));
    }

    /** Attaches another service of this process. Both services share one exclusive role. */
    public Receiver serviceBeside(Receiver first) {
        return new Receiver(first.attachment.attachBeside(MailboxRole.SERVER, NEVER_GIVEN_UP));
    }

    /** Attaches a participant that waits for messages and receives none. */
    public Receiver onlooker(BooleanSupplier givenUp) {
        return new Receiver(attach(MailboxRole.LOOKER, Deadline.NOW, givenUp));
    }

    /**
     * Attaches a participant that reads messages without receiving them, and settles leased
     * messages.
     */
    public ReceiptDesk desk() {
        return new ReceiptDesk(attach(MailboxRole.LOOKER, Deadline.NOW, NEVER_GIVEN_UP));
    }

    private MailboxAttachment attach(MailboxRole role, Deadline deadline, BooleanSupplier givenUp) {
        return guarded(() -> MailboxAttachment.attach(file, role, deadline, givenUp));
    }

    /**
     * Returns whether the mailbox in a directory is marked as removed, has no files, or has files
     * that another directory has adopted.
     */
    public static boolean isRemoved(Path directory) {
        try {
            MailboxFile file = MailboxFile.open(directory, false);
            return file.isRemoved() || DurableFiles.isLost(file, directory);
        } catch (IpcException e) {
            return e.category() == Category.ABSENT;
        } catch (IOException e) {
            // Another process has deleted the directory.
            return true;
        }
    }

    /**
     * Marks the mailbox as removed, wakes all waiting participants, and deletes the files of a
     * durable mailbox. Does not change files that another directory has adopted.
     */
    public static void retire(Path directory) {
        try {
            MailboxFile file = MailboxFile.open(directory, true);
            boolean elsewhere = !file.directory.equals(directory);
            if (elsewhere && !DurableFiles.giveUp(file, DurableFiles.number(directory))) {
                return;
            }
            file.markRemoved();
            if (elsewhere) {
                DurableFiles.delete(file);
            }
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT && e.category() != Category.CORRUPT) {
                throw e;
            }
        } catch (IOException e) {
            // Another process has deleted the directory.
        }
    }

    /**
     * Returns whether a durable mailbox is removed, or its owner has ended.
     *
     * @param disk the directory on a disk that contains the files
     */
    public static boolean isOver(Path disk) {
        try {
            MailboxFile file = MailboxFile.open(disk, false);
            return file.isRemoved() || file.isOrphan();
        } catch (IpcException e) {
            return e.category() == Category.ABSENT;
        }
    }

    /**
     * Deletes the files of a durable mailbox that is removed or whose owner has ended.
     *
     * @param disk the directory on a disk that contains the files
     */
    public static void clear(Path disk) {
        try {
            MailboxFile file = MailboxFile.open(disk, true);
            if (file.isOrphan()) {
                file.markRemoved();
            }
            if (file.isRemoved()) {
                DurableFiles.delete(file);
            }
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
        }
    }
}
