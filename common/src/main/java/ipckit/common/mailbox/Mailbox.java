package ipckit.common.mailbox;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.DurableContent;
import ipckit.common.IpcException;
import ipckit.common.object.DurableCreation;
import ipckit.common.object.DurableFiles;
import ipckit.common.object.ObjectFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A mailbox that this process has opened. Senders, receivers, callers and services attach to the
 * mailbox.
 *
 * <p>A method that attaches a participant may have to wait, for two reasons. Some mailboxes admit
 * only two participants or only one receiver. Also, a process cannot attach while another process
 * is attaching to the same mailbox. The method fails with WOULD_BLOCK (for the deadline NOW) or
 * TIMED_OUT (for other deadlines) when the deadline passes.
 *
 * <p>Several threads may use a mailbox, but each participant belongs to one thread.
 */
public final class Mailbox {
    private static final BooleanSupplier NEVER_GIVEN_UP = () -> false;

    private final MailboxFile file;

    private Mailbox(MailboxFile file) {
        this.file = file;
    }

    /**
     * Creates the files of a mailbox in a directory that no other process can open yet.
     *
     * @throws IOException when the file system is full or refuses to create a file; some files may
     *     remain
     */
    public static void create(Path directory, MailboxSpec spec) throws IOException {
        MailboxFile.create(directory, spec);
    }

    /**
     * Returns the {@link DurableContent} that creates or restores the files of a durable mailbox.
     *
     * <p>If the machine was restarted since a restored mailbox was last used, every message that is
     * completely on the disk becomes ready to be received. Each of these messages is marked as
     * redelivered, because no process knows whether it was received. Requests and replies are
     * removed, because the processes that sent the requests are dead.
     *
     * @param accepted tests whether a mailbox that is already on the disk has the properties that
     *     the user asked for
     */
    public static DurableContent durable(MailboxSpec spec, Predicate<Mailbox> accepted) {
        return new DurableCreation<>(
                MailboxLayout.KIND,
                MailboxFile::open,
                disk -> MailboxFile.create(disk, spec),
                file -> {
                    if (!file.spec.durable()) {
                        throw ObjectFile.damaged("it is not a durable mailbox");
                    }
                    return accepted.test(new Mailbox(file));
                },
                file -> new Mailbox(file).desk().close());
    }

    /** Returns whether the mailbox has the given permission bits. */
    public boolean hasMode(int mode) {
        return file.hasMode(mode);
    }

    /**
     * Opens a mailbox.
     *
     * @throws IpcException ABSENT if the mailbox does not exist; DENIED if permissions forbid the
     *     access; CORRUPT if the mailbox is damaged; REMOVED if it is marked as removed
     */
    public static Mailbox open(Path directory) {
        MailboxFile file = MailboxFile.open(directory, true);
        file.checkNotRemoved();
        return new Mailbox(file);
    }

    /**
     * Returns whether the process that owns the mailbox has ended, see {@link MailboxOwner}. If so,
     * the mailbox counts as removed. Returns false for a mailbox without an owner.
     */
    public boolean isOrphan() {
        return file.isOrphan();
    }

    /** Returns the properties that were chosen when the mailbox was created. */
    public MailboxSpec spec() {
        return file.spec;
    }

    /** Attaches a sender. */
    public Sender sender(Deadline deadline) {
        return new Sender(attach(MailboxRole.SENDER, deadline, NEVER_GIVEN_UP));
    }

    /**
     * Attaches a sender that can send one message to a full mailbox. This message is pending: it
     * becomes ready when the mailbox is no longer full.
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
     * @param givenUp called repeatedly during each wait of the caller, also while it waits to
     *     attach; when {@code givenUp} returns true, the wait ends
     */
    public Caller caller(Deadline deadline, BooleanSupplier givenUp) {
        return new Caller(attach(MailboxRole.SENDER, deadline, givenUp));
    }

    /**
     * Attaches a receiver.
     *
     * @param givenUp called repeatedly during each wait of the receiver, also while it waits to
     *     attach; when {@code givenUp} returns true, the wait ends
     */
    public Receiver receiver(Deadline deadline, BooleanSupplier givenUp) {
        return new Receiver(attach(MailboxRole.RECEIVER, deadline, givenUp));
    }

    /** Attaches a service, which is a receiver that replies to requests. */
    public Receiver service(Deadline deadline) {
        return new Receiver(attach(MailboxRole.SERVER, deadline, NEVER_GIVEN_UP));
    }

    /**
     * Attaches another service of this process. If the mailbox limits the number of participants,
     * both services count as one participant.
     *
     * @param first a service of this process that is already attached
     */
    public Receiver serviceBeside(Receiver first) {
        return new Receiver(first.attachment.attachBeside(MailboxRole.SERVER, NEVER_GIVEN_UP));
    }

    /**
     * Attaches a participant that claims no messages. The participant only waits until a message is
     * ready to be received, see {@link Receiver#awaitMessage}.
     *
     * @param givenUp called repeatedly while the participant waits; when {@code givenUp} returns
     *     true, the wait ends
     */
    public Receiver onlooker(Deadline deadline, BooleanSupplier givenUp) {
        return new Receiver(attach(MailboxRole.LOOKER, deadline, givenUp));
    }

    /**
     * Attaches a participant that reads messages without receiving them. The participant can also
     * acknowledge or give back messages that receivers have leased, and extend the leases.
     */
    public ReceiptDesk desk() {
        return new ReceiptDesk(attach(MailboxRole.LOOKER, Deadline.NEVER, NEVER_GIVEN_UP));
    }

    private MailboxAttachment attach(MailboxRole role, Deadline deadline, BooleanSupplier givenUp) {
        return guarded(() -> MailboxAttachment.attach(file, role, deadline, givenUp));
    }

    /**
     * Returns whether a mailbox no longer exists, see {@link DurableFiles#isRemoved}.
     *
     * @param directory the object directory, that is, the mailbox's directory in the home (the
     *     directory of all objects)
     */
    public static boolean isRemoved(Path directory) {
        return DurableFiles.isRemoved(MailboxFile::open, directory);
    }

    /**
     * Prepares the removal of a mailbox. A process calls this method just before it removes the
     * mailbox. If the mailbox is durable, records in its files on the disk that they belong to
     * {@code directory}, so that {@link #retire} deletes them. See {@link DurableFiles#claim}.
     *
     * @param directory the object directory, that is, the mailbox's directory in the home (the
     *     directory of all objects)
     */
    public static void claim(Path directory) {
        DurableFiles.claim(MailboxFile::open, directory);
    }

    /**
     * Marks a mailbox as removed and wakes all waiting participants. If the mailbox is durable,
     * also deletes its files, see {@link DurableFiles#retire}.
     *
     * @param directory the object directory, that is, the mailbox's directory in the home (the
     *     directory of all objects)
     */
    public static void retire(Path directory) {
        DurableFiles.retire(MailboxLayout.KIND, MailboxFile::open, directory);
    }
}
