package ipckit.common.object;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Doorbell;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.FutexDoorbell;
import ipckit.common.sync.ListedLiveness;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.LivenessView;
import ipckit.common.sync.ParticipantTable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The open files of a shared object in one process: the mapped file, and the liveness file in the
 * same directory. The mapped file contains the shared memory of all processes that use the object.
 * The liveness file shows which participants live.
 *
 * <p>An instance is safe for several threads.
 */
public abstract class ObjectFile {
    private static final int PERMISSIONS = 0777;

    /** The directory that contains the files of the object. */
    public final Path directory;

    /** The mapped file. */
    public final Mapping shared;

    final ObjectKind kind;
    private final boolean writable;
    private final Object key;

    /**
     * Writes the content of a new mapped file. {@link #create} itself writes the words that every
     * kind of object has.
     */
    @FunctionalInterface
    protected interface Content {
        void write(Mapping shared) throws IOException;
    }

    /**
     * Maps the object's file and checks its header.
     *
     * @throws IpcException ABSENT if the file does not exist; DENIED if permissions forbid the
     *     access; CORRUPT if the file is not of the given kind, has another version, was cut short,
     *     or is damaged
     */
    protected ObjectFile(ObjectKind kind, Path directory, boolean writable) {
        this.kind = kind;
        this.directory = directory;
        this.writable = writable;
        Path file = directory.resolve(kind.fileName());
        shared = new Mapping(MappedFile.map(file, ObjectHeader.END, writable, Arena.ofAuto()));
        try {
            key = fileKey();
        } catch (IOException e) {
            throw new IpcException(
                    Category.ABSENT, directory + " does not exist: " + e.getMessage(), e);
        }
        checkHeader(file);
    }

    /**
     * Creates the liveness file and the mapped file in a directory that no other process sees yet.
     * The magic number at the start of the mapped file is written last, because the file is valid
     * only with this number.
     *
     * @param size the size of the mapped file in bytes
     * @param flags the options of the object as bits, which {@link #flags} returns later
     * @throws IOException when the file system is full or refuses an operation; the directory may
     *     then contain some of the files
     */
    protected static void create(
            ObjectKind kind, Path directory, long size, int flags, Content content)
            throws IOException {
        MappedFile.create(directory.resolve(ObjectKind.LIVE), kind.liveBytes());
        Path file = directory.resolve(kind.fileName());
        MappedFile.create(file, size);
        try (Arena arena = Arena.ofConfined()) {
            Mapping shared = new Mapping(MappedFile.map(file, size, true, arena));
            content.write(shared);
            Words.set(shared, ObjectHeader.FILE_SIZE_AT, size);
            Words.set(shared, kind.createdAt(), System.currentTimeMillis());
            Words.set(shared, kind.creatorAt(), ProcessHandle.current().pid());
            Words.setInt(shared, ObjectHeader.FLAGS_AT, flags);
            Words.setInt(shared, ObjectHeader.VERSION_AT, kind.version());
            Words.set(shared, kind.stateAt(), ObjectHeader.OPEN);
            Words.setRelease(shared, ObjectHeader.MAGIC_AT, kind.magic());
        }
    }

    /**
     * Checks the words that every kind of object has. The version is checked before the size of the
     * file, because the layout of another version may need fewer bytes.
     */
    private void checkHeader(Path file) {
        if (Words.getAcquire(shared, ObjectHeader.MAGIC_AT) != kind.magic()) {
            throw damaged("it is not a " + kind.noun());
        }
        int version = Words.getInt(shared, ObjectHeader.VERSION_AT);
        if (version != kind.version()) {
            throw new IpcException(
                    Category.CORRUPT,
                    "another version of ipckit made it (format "
                            + version
                            + ", not "
                            + kind.version()
                            + "): use that version, or remove it with rm");
        }
        MappedFile.checkSize(file, shared.byteSize(), kind.leastBytes());
        long state = Words.getAcquire(shared, kind.stateAt());
        if (state != ObjectHeader.OPEN && state != ObjectHeader.REMOVED) {
            throw damaged("its state is impossible");
        }
    }

    /**
     * Returns the flags that {@link #create} stored.
     *
     * @param known all flags that an object of this kind may have
     * @throws IpcException CORRUPT when another flag is set
     */
    protected final int flags(int known) {
        int flags = Words.getInt(shared, ObjectHeader.FLAGS_AT);
        if ((flags & ~known) != 0) {
            throw damaged("its header has unknown flags");
        }
        return flags;
    }

    /**
     * Checks the size of the mapped file.
     *
     * @param expected the size in bytes that the caller has computed from the other values in the
     *     header
     * @throws IpcException CORRUPT when the header states a size other than {@code expected}, or
     *     the file is shorter than {@code expected}
     */
    protected final void checkSize(long expected) {
        if (Words.get(shared, ObjectHeader.FILE_SIZE_AT) != expected
                || expected > shared.byteSize()) {
            throw damaged("its header contradicts its size");
        }
    }

    /** Returns the error for a value in shared memory that no correct program writes. */
    public static IpcException damaged(String reason) {
        return new IpcException(Category.CORRUPT, "damaged: " + reason);
    }

    /** Returns whether this process may write to the mapping. */
    public final boolean isWritable() {
        return writable;
    }

    /**
     * Returns the creation time in milliseconds since 1970. The value is not checked, so it may be
     * impossible in a damaged object.
     */
    public final long created() {
        return Words.get(shared, kind.createdAt());
    }

    /**
     * Returns the pid of the creator. The value is not checked, so it may be impossible in a
     * damaged object.
     */
    public final long creator() {
        return Words.get(shared, kind.creatorAt());
    }

    /** Returns whether the permission bits of the mapped file are exactly {@code mode}. */
    public final boolean hasMode(int mode) {
        try {
            Path file = directory.resolve(kind.fileName());
            return ((Integer) Files.getAttribute(file, "unix:mode") & PERMISSIONS) == mode;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an object that identifies the mapped file by its device and its inode. */
    public final Object key() {
        return key;
    }

    /** Returns whether the object's path still leads to the file that this process has mapped. */
    public boolean isInPlace() {
        try {
            return fileKey().equals(key);
        } catch (IOException e) {
            return false;
        }
    }

    private Object fileKey() throws IOException {
        return Files.readAttributes(
                        directory.resolve(kind.fileName()),
                        BasicFileAttributes.class,
                        LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /**
     * Returns whether the object has an owner process that has ended. Such an object counts as
     * removed. Returns false by default; a subclass whose objects can have an owner overrides this
     * method.
     */
    public boolean isOrphan() {
        return false;
    }

    /** Returns whether the object is marked as removed. */
    public final boolean isRemoved() {
        return Words.getAcquire(shared, kind.stateAt()) == ObjectHeader.REMOVED;
    }

    /**
     * Checks that the object is not marked as removed.
     *
     * @throws IpcException REMOVED when the object is marked as removed
     */
    public final void checkNotRemoved() {
        if (isRemoved()) {
            throw new IpcException(Category.REMOVED, "it is being removed");
        }
    }

    /**
     * Checks that the object still exists: it is not marked as removed, and its path still leads to
     * the file that this process has mapped. A process that had to wait, for example for a lock,
     * calls this method after the wait. Otherwise the process could use a removed object while
     * other processes already use a new object with the same name.
     *
     * @throws IpcException REMOVED when the object was removed
     */
    public final void checkInPlace() {
        if (isRemoved() || !isInPlace()) {
            throw removed();
        }
    }

    /** Returns the error for an object that was removed while this process used it. */
    public static IpcException removed() {
        return new IpcException(Category.REMOVED, "it was removed");
    }

    /** Marks the object as removed and wakes all waiting processes. */
    public final void markRemoved() {
        Words.setRelease(shared, kind.stateAt(), ObjectHeader.REMOVED);
        persistRemoval();
        try (Doorbell doorbell = doorbell()) {
            for (EventWord event : kind.events()) {
                new Event(shared, event, doorbell).signal();
            }
        }
    }

    /**
     * Writes to the disk that the object is removed. By default, this method does nothing; a
     * subclass whose objects can be durable overrides it. {@link #markRemoved} calls this method
     * before it wakes the waiting processes.
     */
    protected void persistRemoval() {}

    /**
     * Returns a new doorbell for one thread. With this doorbell, the thread can sleep until another
     * process wakes it, and the thread can wake other processes.
     */
    public Doorbell doorbell() {
        return new FutexDoorbell(shared);
    }

    /**
     * Returns the event words (words in shared memory) on which participants of this object sleep.
     * A participant that attaches prepares its {@link Doorbell} for each of these words. Without
     * this preparation, its first wake-up of another participant would be slow.
     */
    protected List<EventWord> doorbellWords() {
        return kind.events();
    }

    /** Returns the participant table. */
    public final ParticipantTable participants() {
        return new ParticipantTable(shared, kind.participants());
    }

    /**
     * Opens the liveness file for a participant of the object.
     *
     * @throws IpcException ABSENT if the object was removed; DENIED if permissions forbid the
     *     access; CORRUPT if the file is missing although the object was not removed
     */
    public final Liveness live() {
        try {
            return Liveness.open(
                    directory.resolve(ObjectKind.LIVE), kind.participants().capacity());
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT && !isRemoved() && isInPlace()) {
                throw damaged("its liveness file is missing");
            }
            throw e;
        }
    }

    /**
     * Returns a view of the liveness file for a monitor. The view only shows which participants
     * live. It also works if the monitor's user may read the object but may not open the liveness
     * file.
     *
     * @throws IpcException ABSENT if the object was removed; CORRUPT if the liveness file is
     *     missing although the object was not removed
     */
    public final LivenessView liveForMonitor() {
        try {
            return live();
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT || e.category() == Category.CORRUPT) {
                throw e;
            }
            return new ListedLiveness(directory.resolve(ObjectKind.LIVE));
        }
    }
}
