package ipckit.mq.box;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * A mailbox that processes share, as one process has it open. Senders and receivers are attached to
 * it.
 *
 * <p>Safe for several threads; senders and receivers are not.
 */
public final class Mailbox {
    private final BoxFile file;

    private Mailbox(BoxFile file) {
        this.file = file;
    }

    /**
     * Makes a mailbox's files in a directory that nobody else sees yet.
     *
     * @throws IOException when the file system refuses or is full; some files may be there then
     */
    public static void create(Path directory, BoxSpec spec) throws IOException {
        BoxFile.create(directory, spec);
    }

    /**
     * @throws IpcException ABSENT, DENIED, REMOVED (marked for removal), CORRUPT
     */
    public static Mailbox open(Path directory) {
        BoxFile file = BoxFile.open(directory, true);
        if (file.isRemoved()) {
            throw new IpcException(Category.REMOVED, "it is being removed");
        }
        return new Mailbox(file);
    }

    /** What it was made with. */
    public BoxSpec spec() {
        return file.spec;
    }

    /**
     * Attaches a sender.
     *
     * @param givenUp asked now and then during waits: true ends the wait
     */
    public Sender sender(BooleanSupplier givenUp) {
        return new Sender(attach(givenUp));
    }

    /**
     * Attaches a receiver.
     *
     * @param givenUp asked now and then during waits: true ends the wait
     */
    public Receiver receiver(BooleanSupplier givenUp) {
        return new Receiver(attach(givenUp));
    }

    private Member attach(BooleanSupplier givenUp) {
        try {
            return Member.attach(file, givenUp);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    /** How many messages can be had now. */
    public int ready() {
        return new Slots(file.shared, file.spec.capacity()).ready();
    }

    /** How many messages are in somebody's hands. */
    public int claimed() {
        return new Slots(file.shared, file.spec.capacity()).claimed();
    }

    /** Marks it as removed and wakes everybody who waits there. */
    public static void retire(Path directory) {
        BoxFile.open(directory, true).markRemoved();
    }
}
