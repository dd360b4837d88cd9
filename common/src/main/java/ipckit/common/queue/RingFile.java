package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.IpcException;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.DurableFiles;
import ipckit.common.object.ObjectDirectory;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Doorbell;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.FutexDoorbell;
import ipckit.common.sync.PipeDoorbell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a ring: the mapped file, the named pipes, and the segment files, in which an
 * unbounded ring stores its items.
 */
final class RingFile extends ObjectFile {
    private static final List<EventWord> DOORBELL_WORDS =
            List.of(
                    RingLayout.ITEMS,
                    RingLayout.ROOM,
                    RingLayout.PRODUCERS_LOCK,
                    RingLayout.CONSUMERS_LOCK);

    final RingSpec spec;

    private RingFile(Path directory, boolean writable) {
        super(RingLayout.KIND, directory, writable);
        this.spec = readSpec();
        checkPositions();
    }

    /**
     * Creates the files of a ring in a directory that no other process sees yet.
     *
     * @throws IOException when the file system is full or refuses an operation; some of the files
     *     may then have been created
     */
    static void create(Path directory, RingSpec spec) throws IOException {
        long size = RingLayout.AREA_AT + (spec.unbounded() ? 0 : spec.bytes());
        create(
                RingLayout.KIND,
                directory,
                size,
                flags(spec),
                shared -> {
                    writeSpec(shared, spec);
                    createBeside(directory, spec);
                });
    }

    private static void createBeside(Path directory, RingSpec spec) throws IOException {
        if (spec.pipeDoorbell()) {
            DOORBELL_WORDS.forEach(word -> PipeDoorbell.make(directory, word));
        }
        if (spec.unbounded()) {
            ChainArea.create(directory, spec.bytes());
        }
    }

    private static void writeSpec(Mapping shared, RingSpec spec) {
        Words.set(shared, RingLayout.AREA_BYTES_AT, spec.bytes());
        Words.set(shared, RingLayout.BUFFER_SLOTS_AT, spec.slots());
        Words.set(shared, RingLayout.ITEM_LIMIT_AT, spec.itemLimit());
        Words.set(shared, RingLayout.MAX_ITEM_AT, spec.maxItem());
        Words.set(shared, RingLayout.BYTE_LIMIT_AT, spec.byteLimit());
    }

    private static int flags(RingSpec spec) {
        return (spec.oneToOne() ? RingLayout.FLAG_ONE_TO_ONE : 0)
                | (spec.fullRule() == RingSpec.FullRule.COUNTER ? RingLayout.FLAG_COUNTER : 0)
                | (spec.pipeDoorbell() ? RingLayout.FLAG_PIPE_DOORBELL : 0)
                | (spec.unbounded() ? RingLayout.FLAG_UNBOUNDED : 0);
    }

    /**
     * Opens a ring.
     *
     * @param object a directory that contains either the ring's files or a link to the directory
     *     with these files
     * @throws IpcException ABSENT when the ring does not exist; DENIED when permissions forbid the
     *     access; CORRUPT when the file is not a ring, has another version, was cut short, or is
     *     damaged
     */
    static RingFile open(Path object, boolean writable) {
        return guarded(() -> new RingFile(DurableFiles.of(object), writable));
    }

    private RingSpec readSpec() {
        int flags = flags(RingLayout.ALL_FLAGS);
        boolean unbounded = (flags & RingLayout.FLAG_UNBOUNDED) != 0;
        long bytes = Words.get(shared, RingLayout.AREA_BYTES_AT);
        checkSize(RingLayout.AREA_AT + (unbounded ? 0 : bytes));
        RingSpec read;
        try {
            read =
                    new RingSpec(
                            Words.get(shared, RingLayout.BUFFER_SLOTS_AT),
                            (flags & RingLayout.FLAG_COUNTER) != 0
                                    ? RingSpec.FullRule.COUNTER
                                    : RingSpec.FullRule.TEXTBOOK,
                            bytes,
                            Words.get(shared, RingLayout.MAX_ITEM_AT),
                            (flags & RingLayout.FLAG_ONE_TO_ONE) != 0,
                            (flags & RingLayout.FLAG_PIPE_DOORBELL) != 0,
                            unbounded,
                            Words.get(shared, RingLayout.BYTE_LIMIT_AT));
        } catch (IpcException e) {
            throw damaged("impossible limits: " + e.getMessage());
        }
        if (read.bytes() != bytes
                || Words.get(shared, RingLayout.ITEM_LIMIT_AT) != read.itemLimit()) {
            throw damaged("its header contradicts itself");
        }
        return read;
    }

    /**
     * Checks the positions on which all other methods rely. No position may lie beyond the tail
     * (the end of all items). The used bytes may not exceed the capacity.
     */
    private void checkPositions() {
        // Other processes may advance the positions during this check. The tail is read last, and
        // positions only grow. Therefore the tail of an intact ring is not less than the positions
        // that were read before it.
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        long claimRun = Words.getAcquire(shared, RingLayout.CLAIM_RUN_AT);
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        boolean aligned = ((head | claimRun | tail) & RunLayout.UNIT - 1) == 0;
        boolean ordered = 0 <= head && head <= tail && 0 <= claimRun && claimRun <= tail;
        ordered &= tail <= PositionCheck.MOST;
        // Other processes may have advanced the head and the tail since the head was read. The tail
        // minus this old head could exceed the capacity, so the head is read again.
        long headNow = Words.getAcquire(shared, RingLayout.HEAD_AT);
        boolean fits = spec.unbounded() || tail - headNow <= spec.bytes();
        if (!aligned || !ordered || !fits) {
            throw damaged("its positions are impossible");
        }
    }

    /**
     * Returns a new {@link Area}, which gives access to the items. An instance belongs to one
     * thread, so each participant needs its own instance.
     */
    Area area() {
        return spec.unbounded()
                ? new ChainArea(
                        new ObjectDirectory(this, directory), spec.bytes(), spec.byteLimit())
                : new CircularArea(shared, spec.bytes());
    }

    @Override
    public Doorbell doorbell() {
        return spec.pipeDoorbell()
                ? new PipeDoorbell(shared, directory)
                : new FutexDoorbell(shared);
    }

    @Override
    protected List<EventWord> doorbellWords() {
        return spec.oneToOne() ? super.doorbellWords() : DOORBELL_WORDS;
    }
}
