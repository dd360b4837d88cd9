package ipckit.common.mailbox;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.DurableFiles;
import ipckit.common.object.ObjectFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The open files of a mailbox. The object directory is the directory with the mailbox's name. It
 * contains the files themselves or, for a durable mailbox, a link to a directory on a disk that
 * contains the files.
 */
final class MailboxFile extends ObjectFile {
    final MailboxSpec spec;

    private MailboxFile(Path directory, boolean writable) {
        super(MailboxLayout.KIND, directory, writable);
        this.spec = readSpec();
    }

    /** Creates the files of a mailbox in a directory that no other process can open yet. */
    static void create(Path directory, MailboxSpec spec) throws IOException {
        create(
                MailboxLayout.KIND,
                directory,
                spec.fileSize(),
                flags(spec),
                shared -> writeSpec(shared, spec));
        new EntryTable(new MailboxFile(directory, true)).rebuild();
    }

    private static int flags(MailboxSpec spec) {
        return (spec.fixed() ? MailboxLayout.FLAG_FIXED : 0)
                | (spec.isElastic() ? MailboxLayout.FLAG_ELASTIC : 0)
                | (spec.durable() ? MailboxLayout.FLAG_DURABLE : 0)
                | spec.sharing().ordinal() << MailboxLayout.SHARING_SHIFT;
    }

    private static void writeSpec(Mapping shared, MailboxSpec spec) {
        Words.setInt(shared, MailboxLayout.CAPACITY_AT, spec.capacity());
        Words.setInt(shared, MailboxLayout.MAX_SIZE_AT, spec.maxSize());
        Words.set(shared, MailboxLayout.BOOT_AT, BootClock.boot());
        Words.set(shared, MailboxLayout.NEXT_NUMBER_AT, 1);
        Words.setInt(shared, MailboxLayout.ID_AT, ThreadLocalRandom.current().nextInt());
        if (spec.owner() != null) {
            Words.set(shared, MailboxLayout.OWNER_AT, spec.owner().pid());
            Words.set(shared, MailboxLayout.OWNER_STARTED_AT, spec.owner().started());
            Words.set(shared, MailboxLayout.OWNER_SPACE_AT, spec.owner().pidNamespace());
        }
    }

    /**
     * Opens a mailbox.
     *
     * @param object a directory that contains the mailbox's files, or the object directory of a
     *     durable mailbox, which contains a link to the directory with the files
     * @throws IpcException ABSENT when the mailbox does not exist; DENIED when permissions forbid
     *     the access; CORRUPT when the mailbox's file has another format or version, is too short,
     *     or is damaged
     */
    static MailboxFile open(Path object, boolean writable) {
        return guarded(() -> new MailboxFile(DurableFiles.of(object), writable));
    }

    private MailboxSpec readSpec() {
        int flags = flags(MailboxLayout.ALL_FLAGS);
        MailboxSpec read;
        try {
            read =
                    new MailboxSpec(
                            Words.getInt(shared, MailboxLayout.CAPACITY_AT),
                            Words.getInt(shared, MailboxLayout.MAX_SIZE_AT),
                            (flags & MailboxLayout.FLAG_FIXED) != 0,
                            sharing(flags),
                            (flags & MailboxLayout.FLAG_DURABLE) != 0,
                            owner(),
                            (flags & MailboxLayout.FLAG_ELASTIC) != 0);
        } catch (IpcException e) {
            throw e.category() == Category.CORRUPT
                    ? e
                    : damaged("impossible limits: " + e.getMessage());
        }
        if (read.isUnbounded() && !read.isElastic()) {
            throw damaged("its header contradicts itself");
        }
        checkSize(read.fileSize());
        return read;
    }

    private MailboxOwner owner() {
        long pid = Words.get(shared, MailboxLayout.OWNER_AT);
        return pid == 0
                ? null
                : new MailboxOwner(
                        pid,
                        Words.get(shared, MailboxLayout.OWNER_STARTED_AT),
                        Words.get(shared, MailboxLayout.OWNER_SPACE_AT));
    }

    private static ReceiverPolicy sharing(int flags) {
        int ordinal = (flags & MailboxLayout.FLAG_SHARING) >>> MailboxLayout.SHARING_SHIFT;
        if (ordinal >= ReceiverPolicy.values().length) {
            throw damaged("its receiver policy is impossible");
        }
        return ReceiverPolicy.values()[ordinal];
    }

    /** Returns the random number that identifies this mailbox. */
    int id() {
        return Words.getInt(shared, MailboxLayout.ID_AT);
    }

    @Override
    public boolean isOrphan() {
        return spec.owner() != null && !spec.owner().isAlive();
    }

    /**
     * {@inheritDoc}
     *
     * <p>A mailbox whose owner has ended counts as removed.
     */
    @Override
    public boolean isInPlace() {
        return super.isInPlace() && !isOrphan();
    }

    /**
     * Returns a new {@link EntryStore}, which reads and writes the mailbox's entries. Each
     * participant needs its own entry store, because an entry store belongs to one thread.
     */
    EntryStore table() {
        return spec.isElastic() ? new ChunkedEntryStore(this) : new FixedEntryStore(shared, spec);
    }

    @Override
    protected void persistRemoval() {
        if (spec.durable()) {
            shared.force();
        }
    }
}
