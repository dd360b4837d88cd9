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
 * A mailbox that processes share, as one process has it open. Senders, receivers, callers and
 * others are attached to it; each belongs to one thread.
 *
 * <p>To attach waits, until a deadline, only where so many may be there and not more; then it
 * throws WOULD_BLOCK or TIMED_OUT. Safe for several threads.
 */
public final class Mailbox {
    private static final BooleanSupplier NEVER_GIVEN_UP = () -> false;

    private final MailboxFile file;

    /** Of a durable one, as which directory it was taken up; 0 if it was not. */
    private long home;

    private Mailbox(MailboxFile file) {
        this.file = file;
    }

    /**
     * Makes a mailbox's files in a directory that nobody else sees yet.
     *
     * @throws IOException when the file system refuses or is full; some files may be there then
     */
    public static void create(Path directory, MailboxSpec spec) throws IOException {
        MailboxFile.create(directory, spec);
    }

    /**
     * Makes a mailbox of the files that are in another directory, on a disk. If they are from
     * before the machine was started, all that was sent is there, marked as what may have been
     * received.
     *
     * @return the same
     * @throws IpcException CORRUPT, DENIED, ABSENT
     */
    public static Mailbox link(Path directory, Path disk) throws IOException {
        DurableFiles.link(directory, disk);
        Mailbox box = open(directory);
        if (!box.spec().durable()) {
            throw ObjectFile.damaged("it is no durable mailbox");
        }
        box.home = DurableFiles.takeUp(box.file, directory);
        box.desk().close();
        return box;
    }

    /** Takes away a durable mailbox that was taken up in vain, unless others have it now. */
    public void discard() {
        if (DurableFiles.giveUp(file, home)) {
            file.markRemoved();
            DurableFiles.delete(file);
        }
    }

    /** Whether a directory has the files of a mailbox. */
    public static boolean isAt(Path directory) {
        return Files.exists(
                directory.resolve(MailboxLayout.KIND.fileName()), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * @throws IpcException ABSENT, DENIED, REMOVED (marked for removal), CORRUPT
     */
    public static Mailbox open(Path directory) {
        MailboxFile file = MailboxFile.open(directory, true);
        file.checkNotRemoved();
        return new Mailbox(file);
    }

    /** Whether the process with which it ends has ended. */
    public boolean isOrphan() {
        return file.isOrphan();
    }

    /** What it was made with. */
    public MailboxSpec spec() {
        return file.spec;
    }

    /** Attaches a sender. */
    public Sender sender(Deadline deadline) {
        return new Sender(attach(MailboxRole.SENDER, deadline, NEVER_GIVEN_UP));
    }

    /**
     * Attaches a sender of which one message may be kept beyond the limit.
     *
     * @param name by which it is known
     */
    public PendingSender pender(String name, Deadline deadline) {
        return new PendingSender(attach(MailboxRole.SENDER, deadline, NEVER_GIVEN_UP), name);
    }

    /** Attaches one who asks services. */
    public Caller caller(Deadline deadline) {
        return caller(deadline, NEVER_GIVEN_UP);
    }

    /**
     * The same.
     *
     * @param givenUp asked now and then during waits: true ends the wait
     */
    public Caller caller(Deadline deadline, BooleanSupplier givenUp) {
        return new Caller(attach(MailboxRole.SENDER, deadline, givenUp));
    }

    /**
     * Attaches a receiver.
     *
     * @param givenUp asked now and then during waits: true ends the wait
     */
    public Receiver receiver(Deadline deadline, BooleanSupplier givenUp) {
        return new Receiver(attach(MailboxRole.RECEIVER, deadline, givenUp));
    }

    /** Attaches a service: a receiver that answers. */
    public Receiver service(Deadline deadline) {
        return new Receiver(attach(MailboxRole.SERVER, deadline, NEVER_GIVEN_UP));
    }

    /** Attaches another service of this process, which is one with the first. */
    public Receiver serviceBeside(Receiver first) {
        return new Receiver(first.attachBeside(MailboxRole.SERVER, NEVER_GIVEN_UP));
    }

    /** Attaches one who waits for messages, and receives none. */
    public Receiver onlooker(BooleanSupplier givenUp) {
        return new Receiver(attach(MailboxRole.LOOKER, Deadline.NOW, givenUp));
    }

    /** Attaches one who looks at messages, and settles what others have leased. */
    public ReceiptDesk desk() {
        return new ReceiptDesk(attach(MailboxRole.LOOKER, Deadline.NOW, NEVER_GIVEN_UP));
    }

    private MailboxAttachment attach(MailboxRole role, Deadline deadline, BooleanSupplier givenUp) {
        return guarded(() -> MailboxAttachment.attach(file, role, deadline, givenUp));
    }

    /**
     * Whether it is marked as removed, or its files are others' now; also where there is nothing
     * that could bear the mark.
     */
    public static boolean isRemoved(Path directory) {
        try {
            MailboxFile file = MailboxFile.open(directory, false);
            return file.isRemoved() || DurableFiles.isLost(file, directory);
        } catch (IpcException e) {
            return e.category() == Category.ABSENT;
        } catch (IOException e) {
            return true; // the directory itself has gone
        }
    }

    /**
     * Marks it as removed and wakes everybody who waits there; what it has on a disk goes. Leaves
     * alone what others have taken up since.
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
            // the directory itself has gone
        }
    }

    /** Whether the durable mailbox in a directory is removed, or has ended with its owner. */
    public static boolean isOver(Path disk) {
        try {
            MailboxFile file = MailboxFile.open(disk, false);
            return file.isRemoved() || file.isOrphan();
        } catch (IpcException e) {
            return e.category() == Category.ABSENT;
        }
    }

    /** Deletes what is left in a durable mailbox's own directory of one that is over. */
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
