package ipckit.common.queue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Doorbell;
import ipckit.common.sync.Event;
import ipckit.common.sync.FutexDoorbell;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.PipeDoorbell;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** A ring's files, made or opened and checked; what is mapped is shared with other processes. */
final class RingFile {
    private static final String AREA = "area";

    final Path directory;
    final Mapping shared;
    final RingSpec spec;
    private final boolean writable;
    private final Object identity;

    private RingFile(Path directory, Mapping shared, boolean writable) throws IOException {
        this.directory = directory;
        this.shared = shared;
        this.writable = writable;
        this.identity = identity(directory);
        this.spec = readSpec();
        checkPositions();
    }

    /**
     * Makes the files of a new ring in a directory that nobody else sees yet.
     *
     * @param elsewhere where an unbounded ring keeps its segments; null for {@code directory}
     */
    static void create(Path directory, RingSpec spec, Path elsewhere) throws IOException {
        long size = RingLayout.AREA_AT + (spec.unbounded() ? 0 : spec.bytes());
        MappedFile.create(directory.resolve(RingLayout.LIVE), RingLayout.SEATS.liveBytes());
        MappedFile.create(directory.resolve(RingLayout.RING), size);
        if (spec.pipeDoorbell()) {
            PipeDoorbell.make(directory, RingLayout.ITEMS);
            PipeDoorbell.make(directory, RingLayout.ROOM);
            PipeDoorbell.make(directory, RingLayout.PRODUCERS_LOCK);
            PipeDoorbell.make(directory, RingLayout.CONSUMERS_LOCK);
        }
        if (spec.unbounded()) {
            Path area = directory.resolve(AREA);
            if (elsewhere == null) {
                Files.createDirectory(area);
            } else {
                Files.createSymbolicLink(area, elsewhere.toAbsolutePath());
            }
            MappedFile.create(area.resolve("segment-mode"), 1);
            MappedFile.create(area.resolve("segment-0"), spec.bytes());
        }
        try (Arena arena = Arena.ofConfined()) {
            Mapping shared =
                    new Mapping(
                            MappedFile.map(directory.resolve(RingLayout.RING), size, true, arena));
            Words.set(shared, RingLayout.FILE_SIZE_AT, size);
            Words.set(shared, RingLayout.AREA_BYTES_AT, spec.bytes());
            Words.set(shared, RingLayout.SLOTS_SHOWN_AT, spec.slots());
            Words.set(shared, RingLayout.ITEM_LIMIT_AT, spec.itemLimit());
            Words.set(shared, RingLayout.MAX_ITEM_AT, spec.maxItem());
            Words.set(shared, RingLayout.BYTE_LIMIT_AT, spec.byteLimit());
            Words.set(shared, RingLayout.CREATED_AT, Instant.now().toEpochMilli());
            Words.set(shared, RingLayout.CREATOR_AT, ProcessHandle.current().pid());
            Words.setInt(shared, RingLayout.FLAGS_AT, flags(spec));
            Words.setInt(shared, RingLayout.VERSION_AT, RingLayout.VERSION);
            Words.set(shared, RingLayout.STATE_AT, RingLayout.STATE_OPEN);
            Words.setRelease(shared, RingLayout.MAGIC_AT, RingLayout.MAGIC);
        }
    }

    private static int flags(RingSpec spec) {
        return (spec.oneToOne() ? RingLayout.FLAG_ONE_TO_ONE : 0)
                | (spec.fullRule() == RingSpec.FullRule.COUNTER ? RingLayout.FLAG_COUNTER : 0)
                | (spec.pipeDoorbell() ? RingLayout.FLAG_PIPE_DOORBELL : 0)
                | (spec.unbounded() ? RingLayout.FLAG_UNBOUNDED : 0);
    }

    /**
     * @throws IpcException CORRUPT when it is not a ring of ours, cut short, or damaged
     */
    static RingFile open(Path directory, boolean writable) {
        try {
            MemorySegment shared =
                    MappedFile.map(
                            directory.resolve(RingLayout.RING),
                            RingLayout.AREA_AT,
                            writable,
                            Arena.ofAuto());
            return new RingFile(directory, new Mapping(shared), writable);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        } catch (IOException e) {
            throw new IpcException(
                    Category.ABSENT, directory + " is not there: " + e.getMessage(), e);
        }
    }

    private RingSpec readSpec() {
        if (Words.getAcquire(shared, RingLayout.MAGIC_AT) != RingLayout.MAGIC) {
            throw RunLayout.damaged("it is not a buffer of ours");
        }
        int version = Words.getInt(shared, RingLayout.VERSION_AT);
        if (version != RingLayout.VERSION) {
            throw new IpcException(
                    Category.CORRUPT,
                    "it has format " + version + ", and this program knows " + RingLayout.VERSION);
        }
        int flags = Words.getInt(shared, RingLayout.FLAGS_AT);
        boolean unbounded = (flags & RingLayout.FLAG_UNBOUNDED) != 0;
        long bytes = Words.get(shared, RingLayout.AREA_BYTES_AT);
        long size = Words.get(shared, RingLayout.FILE_SIZE_AT);
        long state = Words.getAcquire(shared, RingLayout.STATE_AT);
        if ((flags & ~RingLayout.ALL_FLAGS) != 0
                || state != RingLayout.STATE_OPEN && state != RingLayout.STATE_REMOVED
                || size != RingLayout.AREA_AT + (unbounded ? 0 : bytes)
                || size > shared.byteSize()) {
            throw RunLayout.damaged("its header contradicts its size");
        }
        try {
            RingSpec read =
                    new RingSpec(
                            Words.get(shared, RingLayout.SLOTS_SHOWN_AT),
                            (flags & RingLayout.FLAG_COUNTER) != 0
                                    ? RingSpec.FullRule.COUNTER
                                    : RingSpec.FullRule.TEXTBOOK,
                            bytes,
                            Words.get(shared, RingLayout.MAX_ITEM_AT),
                            (flags & RingLayout.FLAG_ONE_TO_ONE) != 0,
                            (flags & RingLayout.FLAG_PIPE_DOORBELL) != 0,
                            unbounded,
                            Words.get(shared, RingLayout.BYTE_LIMIT_AT));
            if (read.bytes() != bytes
                    || Words.get(shared, RingLayout.ITEM_LIMIT_AT) != read.itemLimit()) {
                throw RunLayout.damaged("its header contradicts itself");
            }
            return read;
        } catch (IpcException e) {
            throw e.category() == Category.CORRUPT
                    ? e
                    : RunLayout.damaged("impossible limits: " + e.getMessage());
        }
    }

    /** head ≤ claim ≤ tail, within the capacity: what every later computation relies on. */
    private void checkPositions() {
        // In this order: others move them meanwhile, and each only forwards.
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        long claimRun = Words.getAcquire(shared, RingLayout.CLAIM_RUN_AT);
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        boolean aligned = ((head | claimRun | tail) & RunLayout.UNIT - 1) == 0;
        boolean ordered = 0 <= head && head <= tail && 0 <= claimRun && claimRun <= tail;
        ordered &= tail <= PositionCheck.MOST;
        // Read last, so that tail - head is never larger than it ever was.
        long headNow = Words.getAcquire(shared, RingLayout.HEAD_AT);
        boolean fits = spec.unbounded() || tail - headNow <= spec.bytes();
        if (!aligned || !ordered || !fits) {
            throw RunLayout.damaged("its positions are impossible");
        }
    }

    ParticipantTable seats() {
        return new ParticipantTable(shared, RingLayout.SEATS);
    }

    /** The area as one participant, and its thread, sees it. */
    Area area() {
        return spec.unbounded()
                ? new ChainArea(directory.resolve(AREA), spec.bytes(), spec.byteLimit(), writable)
                : new CircularArea(shared, spec.bytes());
    }

    boolean isRemoved() {
        return Words.getAcquire(shared, RingLayout.STATE_AT) == RingLayout.STATE_REMOVED;
    }

    void markRemoved() {
        Words.setRelease(shared, RingLayout.STATE_AT, RingLayout.STATE_REMOVED);
        try (Doorbell doorbell = doorbell()) {
            new Event(shared, RingLayout.ITEMS, doorbell).signal();
            new Event(shared, RingLayout.ROOM, doorbell).signal();
        }
    }

    /** A way to sleep and wake, for one thread. */
    Doorbell doorbell() {
        return spec.pipeDoorbell()
                ? new PipeDoorbell(shared, directory)
                : new FutexDoorbell(shared);
    }

    /** Deletes the segments that are kept in another directory, and that directory. */
    static void deleteElsewhere(Path directory) {
        Path link = directory.resolve(AREA);
        if (!Files.isSymbolicLink(link)) {
            return;
        }
        try {
            Path elsewhere = Files.readSymbolicLink(link);
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(elsewhere, "{segment-,.new-}*")) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(elsewhere);
        } catch (IOException e) {
            // it is gone already, or somebody keeps other things there
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
                        directory.resolve(RingLayout.RING),
                        BasicFileAttributes.class,
                        LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    Path live() {
        return directory.resolve(RingLayout.LIVE);
    }

    boolean isWritable() {
        return writable;
    }
}
