package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Event;
import ipckit.common.sync.FutexDoorbell;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.ParticipantTable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;

/** A mailbox's files, made or opened and checked; what is mapped is shared with other processes. */
final class MailboxFile {
    final Mapping shared;
    final MailboxSpec spec;
    final Path directory;
    final boolean writable;
    final Object identity;

    private MailboxFile(Path directory, Mapping shared, boolean writable) throws IOException {
        this.directory = directory;
        this.writable = writable;
        this.shared = shared;
        this.identity = identity(directory);
        this.spec = readSpec();
    }

    /** Makes the files of a new mailbox in a directory that nobody else sees yet. */
    static void create(Path directory, MailboxSpec spec) throws IOException {
        MappedFile.create(
                directory.resolve(MailboxLayout.LIVE),
                MailboxLayout.FIRST_PASS + MailboxLayout.PASSES);
        MappedFile.create(directory.resolve(MailboxLayout.BOX), spec.fileSize());
        try (Arena arena = Arena.ofConfined()) {
            Path box = directory.resolve(MailboxLayout.BOX);
            Mapping shared = new Mapping(MappedFile.map(box, spec.fileSize(), true, arena));
            Words.set(shared, MailboxLayout.FILE_SIZE_AT, spec.fileSize());
            Words.setInt(shared, MailboxLayout.CAPACITY_AT, spec.capacity());
            Words.setInt(shared, MailboxLayout.MAX_SIZE_AT, spec.maxSize());
            Words.set(shared, MailboxLayout.CREATED_AT, System.currentTimeMillis());
            Words.set(shared, MailboxLayout.CREATOR_AT, ProcessHandle.current().pid());
            Words.set(shared, MailboxLayout.BOOT_AT, BootClock.boot());
            Words.set(shared, MailboxLayout.NEXT_NUMBER_AT, 1);
            Words.setInt(shared, MailboxLayout.ID_AT, new SecureRandom().nextInt());
            if (spec.owner() != null) {
                Words.set(shared, MailboxLayout.OWNER_AT, spec.owner().pid());
                Words.set(shared, MailboxLayout.OWNER_STARTED_AT, spec.owner().started());
                Words.set(shared, MailboxLayout.OWNER_SPACE_AT, spec.owner().pidNamespace());
            }
            Words.setInt(
                    shared,
                    MailboxLayout.FLAGS_AT,
                    (spec.fixed() ? MailboxLayout.FLAG_FIXED : 0)
                            | (spec.isUnbounded() ? MailboxLayout.FLAG_UNBOUNDED : 0)
                            | (spec.durable() ? MailboxLayout.FLAG_DURABLE : 0)
                            | spec.sharing().ordinal() << MailboxLayout.SHARING_SHIFT);
            Words.setInt(shared, MailboxLayout.VERSION_AT, MailboxLayout.VERSION);
            Words.set(shared, MailboxLayout.STATE_AT, MailboxLayout.STATE_OPEN);
            Words.setRelease(shared, MailboxLayout.MAGIC_AT, MailboxLayout.MAGIC);
            new EntryTable(new MailboxFile(directory, shared, true)).rebuild();
        }
    }

    /**
     * @throws IpcException ABSENT, DENIED; CORRUPT when it is no mailbox of ours, of another
     *     version, cut short, or damaged
     */
    static MailboxFile open(Path object, boolean writable) {
        try {
            Path directory = DurableFiles.of(object);
            Path box = directory.resolve(MailboxLayout.BOX);
            return new MailboxFile(
                    directory,
                    new Mapping(
                            MappedFile.map(box, MailboxLayout.LINES_AT, writable, Arena.ofAuto())),
                    writable);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        } catch (IOException e) {
            throw new IpcException(Category.ABSENT, object + " is not there: " + e.getMessage(), e);
        }
    }

    private MailboxSpec readSpec() {
        if (Words.getAcquire(shared, MailboxLayout.MAGIC_AT) != MailboxLayout.MAGIC) {
            throw EntryTable.damaged("it is not a mailbox of ours");
        }
        int version = Words.getInt(shared, MailboxLayout.VERSION_AT);
        if (version != MailboxLayout.VERSION) {
            throw new IpcException(
                    Category.CORRUPT,
                    "it has format "
                            + version
                            + ", and this program knows "
                            + MailboxLayout.VERSION);
        }
        int flags = Words.getInt(shared, MailboxLayout.FLAGS_AT);
        long size = Words.get(shared, MailboxLayout.FILE_SIZE_AT);
        long state = Words.getAcquire(shared, MailboxLayout.STATE_AT);
        try {
            MailboxSpec read =
                    new MailboxSpec(
                            Words.getInt(shared, MailboxLayout.CAPACITY_AT),
                            Words.getInt(shared, MailboxLayout.MAX_SIZE_AT),
                            (flags & MailboxLayout.FLAG_FIXED) != 0,
                            sharing(flags),
                            (flags & MailboxLayout.FLAG_DURABLE) != 0,
                            owner());
            if ((flags & ~MailboxLayout.ALL_FLAGS) != 0
                    || state != MailboxLayout.STATE_OPEN && state != MailboxLayout.STATE_REMOVED
                    || read.isUnbounded() != ((flags & MailboxLayout.FLAG_UNBOUNDED) != 0)
                    || size != read.fileSize()
                    || size > shared.byteSize()) {
                throw EntryTable.damaged("its header contradicts its size");
            }
            return read;
        } catch (IpcException e) {
            throw e.category() == Category.CORRUPT
                    ? e
                    : EntryTable.damaged("impossible limits: " + e.getMessage());
        }
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

    /** What tells it from all others. */
    int id() {
        return Words.getInt(shared, MailboxLayout.ID_AT);
    }

    /** Whether the process with which it ends has ended. */
    boolean isOrphan() {
        return spec.owner() != null && !spec.owner().isAlive();
    }

    private static ReceiverPolicy sharing(int flags) {
        int ordinal = (flags & MailboxLayout.FLAG_SHARING) >>> MailboxLayout.SHARING_SHIFT;
        if (ordinal >= ReceiverPolicy.values().length) {
            throw EntryTable.damaged("it is shared in a way that there is none of");
        }
        return ReceiverPolicy.values()[ordinal];
    }

    /** The slots as one participant, and its thread, sees them. */
    EntryStore table() {
        return spec.isUnbounded() ? new ChunkedEntryStore(this) : new FixedEntryStore(shared, spec);
    }

    ParticipantTable seats() {
        return new ParticipantTable(shared, MailboxLayout.SEAT_TABLE);
    }

    /**
     * Who lives there.
     *
     * @param writable to take part
     * @throws IpcException CORRUPT when its file is missing, though the mailbox is there
     */
    Liveness live(boolean writable) {
        try {
            return Liveness.open(
                    directory.resolve(MailboxLayout.LIVE),
                    MailboxLayout.FIRST_PASS + MailboxLayout.PASSES,
                    writable);
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT && !isRemoved() && isInPlace()) {
                throw EntryTable.damaged("its file live is missing");
            }
            throw e;
        }
    }

    boolean isRemoved() {
        return Words.getAcquire(shared, MailboxLayout.STATE_AT) == MailboxLayout.STATE_REMOVED;
    }

    void markRemoved() {
        Words.setRelease(shared, MailboxLayout.STATE_AT, MailboxLayout.STATE_REMOVED);
        if (spec.durable()) {
            shared.force();
        }
        try (FutexDoorbell doorbell = new FutexDoorbell(shared)) {
            new Event(shared, MailboxLayout.ARRIVALS, doorbell).signal();
            new Event(shared, MailboxLayout.ROOM, doorbell).signal();
            new Event(shared, MailboxLayout.ANSWERS, doorbell).signal();
        }
    }

    /** Whether the path still leads to what we have mapped. */
    boolean isInPlace() {
        try {
            return identity(directory).equals(identity);
        } catch (IOException e) {
            return false;
        }
    }

    private static Object identity(Path directory) throws IOException {
        return Files.readAttributes(
                        directory.resolve(MailboxLayout.BOX),
                        BasicFileAttributes.class,
                        LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
