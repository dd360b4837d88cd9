package ipckit.common.queue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.object.ObjectDirectory;
import ipckit.common.object.ObjectFile;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The area of an unbounded ring: the memory that contains the ring's items. The area grows. It
 * consists of numbered files of equal size, the segments. A position is the number of a byte in the
 * area. The byte at position p is in the segment with the number p / size, at the offset p mod
 * size.
 *
 * <p>A producer that needs positions beyond the tail (the end of the items) makes the segments for
 * these positions without a lock. The producer makes a file under a hidden name, which begins with
 * a dot, and fills the file with zeros. Then it links the file to the segment's name. If another
 * producer has made the same segment first, linking fails, and that segment stays.
 *
 * <p>The zeros make the file system allocate the memory at once. If the file system is full, the
 * producer can report this when it makes the segment. Without the zeros, the first access to the
 * memory would cause a fault instead.
 *
 * <p>The participant that advances the head (the start of the items) deletes the segments below the
 * head. A producer that dies while it makes a segment may leave a file with a hidden name. A
 * participant that dies after it has advanced the head may leave segments below the head. Another
 * participant deletes these files later, see {@link #free}.
 */
final class ChainArea extends Area {
    static final String PREFIX = "segment-";
    private static final String MODE = PREFIX + "mode";

    /**
     * The prefix of the hidden name of a segment's file. The name continues with the segment's
     * number, the producer's pid, and the hash code of the producer's area object.
     */
    static final String HIDDEN = ".new-";

    private static final int KEPT = 4;

    private final ObjectDirectory directory;
    private final long size;
    private final long capacity;
    private final Piece[] mapped = new Piece[KEPT];
    private int next;
    private Piece last;
    private long ensured = -1;
    private long freed = -1;

    private record Piece(long number, Mapping memory, Arena arena) {}

    ChainArea(ObjectDirectory directory, long size, long byteLimit) {
        this.directory = directory;
        this.size = size;
        this.capacity = byteLimit == 0 ? Long.MAX_VALUE : byteLimit;
    }

    /** Creates the first files of an area in the directory of a new ring. */
    static void create(Path directory, long size) throws IOException {
        MappedFile.create(directory.resolve(MODE), 1);
        MappedFile.create(directory.resolve(PREFIX + 0), size);
    }

    @Override
    Mapping memory(long position) {
        long number = position / size;
        Piece piece = last;
        if (piece == null || piece.number != number) {
            piece = piece(number);
            last = piece;
        }
        return piece.memory;
    }

    private Piece piece(long number) {
        for (Piece piece : mapped) {
            if (piece != null && piece.number == number) {
                return piece;
            }
        }
        Piece opened = map(number);
        if (mapped[next] != null && mapped[next] == last) {
            // The new segment must not replace the most recently used segment, because a run (a
            // header and its items) may begin in that segment and end in the new segment.
            next = (next + 1) % KEPT;
        }
        if (mapped[next] != null) {
            mapped[next].arena.close();
        }
        mapped[next] = opened;
        next = (next + 1) % KEPT;
        return opened;
    }

    private Piece map(long number) {
        Arena arena = Arena.ofConfined();
        try {
            MemorySegment memory = directory.map(PREFIX + number, size, arena);
            return new Piece(number, new Mapping(memory), arena);
        } catch (IpcException e) {
            arena.close();
            throw e.category() == Category.ABSENT ? missing(number) : e;
        }
    }

    private IpcException missing(long number) {
        return Files.exists(directory.file(MODE)) && directory.object().isInPlace()
                ? ObjectFile.damaged("segment " + number + " is missing")
                : ObjectFile.removed();
    }

    @Override
    long offset(long position) {
        return position % size;
    }

    @Override
    long contiguous(long position) {
        return size - position % size;
    }

    @Override
    long capacity() {
        return capacity;
    }

    @Override
    void ensure(long from, long to) {
        for (long number = Math.max(from / size, ensured + 1); number <= to / size; number++) {
            make(number);
            ensured = number;
        }
    }

    @Override
    boolean isEnsured(long position) {
        return position / size <= ensured;
    }

    @Override
    void discard(long from, long head) {
        delete(from / size, head / size);
    }

    private void make(long number) {
        Path place = directory.file(PREFIX + number);
        if (Files.exists(place)) {
            return;
        }
        directory.object().checkInPlace();
        Path hidden =
                directory.file(
                        HIDDEN + number + "-" + ProcessHandle.current().pid() + "-" + hashCode());
        try {
            try {
                MappedFile.create(hidden, size);
                Files.setPosixFilePermissions(
                        hidden, Files.getPosixFilePermissions(directory.file(MODE)));
                RingStep.S1.reached();
                Files.createLink(place, hidden);
                RingStep.S2.reached();
            } catch (FileAlreadyExistsException e) {
                // Another producer has made the segment.
            } catch (NoSuchFileException e) {
                directory.object().checkInPlace();
                // The hidden file is missing: another participant has deleted it before it was
                // linked to the segment's name. This happens only when the head has passed the
                // segment. No process needs the segment any more.
            } finally {
                Files.deleteIfExists(hidden);
            }
        } catch (IOException e) {
            throw new IpcException(
                    Category.NO_SPACE, "cannot grow the buffer: " + e.getMessage(), e);
        }
    }

    @Override
    void free(long position) {
        long keep = position / size;
        if (keep == freed) {
            return;
        }
        RingStep.S3.reached();
        if (freed < 0) {
            deleteListed(keep);
        } else {
            delete(freed, keep);
        }
        freed = keep;
    }

    private void delete(long first, long keep) {
        List<String> names = new ArrayList<>();
        for (long number = first; number < keep; number++) {
            names.add(PREFIX + number);
        }
        try {
            directory.delete(names);
        } catch (IOException e) {
            throw cannotFree(e);
        }
    }

    /**
     * Deletes the files of all segments with numbers below {@code keep}: the files with a segment's
     * name and the files with a hidden name. Finds these files in the list of all files of the
     * directory, because dead participants may have left any number of files.
     */
    private void deleteListed(long keep) {
        try {
            directory.deleteEach(
                    name -> {
                        long number = number(name);
                        return number >= 0 && number < keep;
                    });
        } catch (IOException e) {
            throw cannotFree(e);
        }
    }

    private static IpcException cannotFree(IOException e) {
        return new IpcException(Category.IO, "cannot free segments: " + e.getMessage(), e);
    }

    /**
     * Returns the number of the segment to which the file {@code name} belongs. The file may have
     * the segment's name or a hidden name. Returns −1 if the file belongs to no segment.
     */
    private static long number(String name) {
        boolean hidden = name.startsWith(HIDDEN);
        int from = (hidden ? HIDDEN : PREFIX).length();
        int to = hidden ? name.indexOf('-', from) : name.length();
        if (to <= from || !hidden && !name.startsWith(PREFIX)) {
            return -1;
        }
        try {
            return Long.parseLong(name, from, to, 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    void close() {
        for (int i = 0; i < KEPT; i++) {
            if (mapped[i] != null) {
                mapped[i].arena.close();
                mapped[i] = null;
            }
        }
        last = null;
    }
}
