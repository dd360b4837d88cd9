package ipckit.mq.box;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.process.ProcessId;
import ipckit.common.sync.Event;
import ipckit.common.sync.FutexDoorbell;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.Seats;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;

/** A mailbox's files, made or opened and checked; what is mapped is shared with other processes. */
final class BoxFile {
    final Mapping shared;
    final BoxSpec spec;
    final Path directory;
    final boolean writable;
    final Object identity;

    private BoxFile(Path directory, Mapping shared, boolean writable) throws IOException {
        this.directory = directory;
        this.writable = writable;
        this.shared = shared;
        this.identity = identity(directory);
        this.spec = readSpec();
    }

    /** Makes the files of a new mailbox in a directory that nobody else sees yet. */
    static void create(Path directory, BoxSpec spec) throws IOException {
        MappedFile.create(
                directory.resolve(BoxLayout.LIVE), BoxLayout.FIRST_PASS + BoxLayout.PASSES);
        MappedFile.create(directory.resolve(BoxLayout.BOX), spec.fileSize());
        try (Arena arena = Arena.ofConfined()) {
            Path box = directory.resolve(BoxLayout.BOX);
            Mapping shared = new Mapping(MappedFile.map(box, spec.fileSize(), true, arena));
            Words.set(shared, BoxLayout.FILE_SIZE_AT, spec.fileSize());
            Words.setInt(shared, BoxLayout.CAPACITY_AT, spec.capacity());
            Words.setInt(shared, BoxLayout.MAX_SIZE_AT, spec.maxSize());
            Words.set(shared, BoxLayout.CREATED_AT, System.currentTimeMillis());
            Words.set(shared, BoxLayout.CREATOR_AT, ProcessHandle.current().pid());
            Words.set(shared, BoxLayout.BOOT_AT, BootClock.boot());
            Words.set(shared, BoxLayout.NEXT_NUMBER_AT, 1);
            Words.setInt(shared, BoxLayout.ID_AT, new SecureRandom().nextInt());
            if (spec.owner() != null) {
                Words.set(shared, BoxLayout.OWNER_AT, spec.owner().pid());
                Words.set(shared, BoxLayout.OWNER_STARTED_AT, spec.owner().started());
                Words.set(shared, BoxLayout.OWNER_SPACE_AT, spec.owner().space());
            }
            Words.setInt(
                    shared,
                    BoxLayout.FLAGS_AT,
                    (spec.fixed() ? BoxLayout.FLAG_FIXED : 0)
                            | (spec.isUnbounded() ? BoxLayout.FLAG_UNBOUNDED : 0)
                            | (spec.durable() ? BoxLayout.FLAG_DURABLE : 0)
                            | spec.sharing().ordinal() << BoxLayout.SHARING_SHIFT);
            Words.setInt(shared, BoxLayout.VERSION_AT, BoxLayout.VERSION);
            Words.set(shared, BoxLayout.STATE_AT, BoxLayout.STATE_OPEN);
            Words.setRelease(shared, BoxLayout.MAGIC_AT, BoxLayout.MAGIC);
            new Slots(new BoxFile(directory, shared, true)).rebuild();
        }
    }

    /**
     * @throws IpcException ABSENT, DENIED; CORRUPT when it is no mailbox of ours, of another
     *     version, cut short, or damaged
     */
    static BoxFile open(Path object, boolean writable) {
        try {
            Path directory = DiskFiles.of(object);
            Path box = directory.resolve(BoxLayout.BOX);
            return new BoxFile(
                    directory,
                    new Mapping(MappedFile.map(box, BoxLayout.LINES_AT, writable, Arena.ofAuto())),
                    writable);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        } catch (IOException e) {
            throw new IpcException(Category.ABSENT, object + " is not there: " + e.getMessage(), e);
        }
    }

    private BoxSpec readSpec() {
        if (Words.getAcquire(shared, BoxLayout.MAGIC_AT) != BoxLayout.MAGIC) {
            throw Slots.damaged("it is not a mailbox of ours");
        }
        int version = Words.getInt(shared, BoxLayout.VERSION_AT);
        if (version != BoxLayout.VERSION) {
            throw new IpcException(
                    Category.CORRUPT,
                    "it has format " + version + ", and this program knows " + BoxLayout.VERSION);
        }
        int flags = Words.getInt(shared, BoxLayout.FLAGS_AT);
        long size = Words.get(shared, BoxLayout.FILE_SIZE_AT);
        long state = Words.getAcquire(shared, BoxLayout.STATE_AT);
        try {
            BoxSpec read =
                    new BoxSpec(
                            Words.getInt(shared, BoxLayout.CAPACITY_AT),
                            Words.getInt(shared, BoxLayout.MAX_SIZE_AT),
                            (flags & BoxLayout.FLAG_FIXED) != 0,
                            sharing(flags),
                            (flags & BoxLayout.FLAG_DURABLE) != 0,
                            owner());
            if ((flags & ~BoxLayout.ALL_FLAGS) != 0
                    || state != BoxLayout.STATE_OPEN && state != BoxLayout.STATE_REMOVED
                    || read.isUnbounded() != ((flags & BoxLayout.FLAG_UNBOUNDED) != 0)
                    || size != read.fileSize()
                    || size > shared.byteSize()) {
                throw Slots.damaged("its header contradicts its size");
            }
            return read;
        } catch (IpcException e) {
            throw e.category() == Category.CORRUPT
                    ? e
                    : Slots.damaged("impossible limits: " + e.getMessage());
        }
    }

    private ProcessId owner() {
        long pid = Words.get(shared, BoxLayout.OWNER_AT);
        return pid == 0
                ? null
                : new ProcessId(
                        pid,
                        Words.get(shared, BoxLayout.OWNER_STARTED_AT),
                        Words.get(shared, BoxLayout.OWNER_SPACE_AT));
    }

    /** What tells it from all others. */
    int id() {
        return Words.getInt(shared, BoxLayout.ID_AT);
    }

    /** Whether the process with which it ends has ended. */
    boolean isOrphan() {
        return spec.owner() != null && !spec.owner().isAlive();
    }

    private static Sharing sharing(int flags) {
        int ordinal = (flags & BoxLayout.FLAG_SHARING) >>> BoxLayout.SHARING_SHIFT;
        if (ordinal >= Sharing.values().length) {
            throw Slots.damaged("it is shared in a way that there is none of");
        }
        return Sharing.values()[ordinal];
    }

    /** The slots as one participant, and its thread, sees them. */
    Table table() {
        return spec.isUnbounded() ? new ChainedTable(this) : new FixedTable(shared, spec);
    }

    Seats seats() {
        return new Seats(shared, BoxLayout.SEAT_TABLE);
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
                    directory.resolve(BoxLayout.LIVE),
                    BoxLayout.FIRST_PASS + BoxLayout.PASSES,
                    writable);
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT && !isRemoved() && isInPlace()) {
                throw Slots.damaged("its file live is missing");
            }
            throw e;
        }
    }

    boolean isRemoved() {
        return Words.getAcquire(shared, BoxLayout.STATE_AT) == BoxLayout.STATE_REMOVED;
    }

    void markRemoved() {
        Words.setRelease(shared, BoxLayout.STATE_AT, BoxLayout.STATE_REMOVED);
        if (spec.durable()) {
            shared.force();
        }
        try (FutexDoorbell doorbell = new FutexDoorbell(shared)) {
            new Event(shared, BoxLayout.ARRIVALS, doorbell).signal();
            new Event(shared, BoxLayout.ROOM, doorbell).signal();
            new Event(shared, BoxLayout.ANSWERS, doorbell).signal();
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
                        directory.resolve(BoxLayout.BOX),
                        BasicFileAttributes.class,
                        LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
