package ipckit.common.queue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.sync.Step;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An area that grows: a chain of segment files of equal size, named by their numbers; position p is
 * byte p mod size of segment p / size.
 *
 * <p>Segments are made ahead of the tail, by any producer and without a lock: under a private name,
 * filled with zeros (so that a full file system is an error here and not a fault later), then
 * linked into place, which never replaces one that another producer was faster with. They are
 * unlinked below the head by whoever moves it. A death in between leaves a private file or an
 * unneeded segment, which {@link #free} takes away.
 */
final class ChainArea extends Area {
    private static final String PREFIX = "segment-";
    private static final int KEPT = 4;

    private final Path directory;
    private final long size;
    private final long capacity;
    private final boolean writable;
    private final int slot;
    private final Piece[] mapped = new Piece[KEPT];
    private int next;
    private Piece last;
    private long ensured = -1;
    private long freed = -1;

    private record Piece(long number, MemorySegment memory, Arena arena) {}

    /**
     * @param byteLimit bytes between head and tail; 0 for no limit
     * @param slot whose view it is; -1 for an onlooker's, which cannot write
     */
    ChainArea(Path directory, long size, long byteLimit, int slot) {
        this.directory = directory;
        this.size = size;
        this.capacity = byteLimit == 0 ? Long.MAX_VALUE : byteLimit;
        this.writable = slot >= 0;
        this.slot = slot;
    }

    @Override
    MemorySegment memory(long position) {
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
        Arena arena = Arena.ofConfined();
        Piece opened;
        try {
            opened = new Piece(number, MappedFile.map(path(number), size, writable, arena), arena);
        } catch (IpcException e) {
            arena.close();
            throw e.category() == Category.ABSENT
                    ? RunLayout.damaged("segment " + number + " is missing")
                    : e;
        }
        if (mapped[next] != null) {
            mapped[next].arena.close();
        }
        mapped[next] = opened;
        next = (next + 1) % KEPT;
        return opened;
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
    boolean isEnsured(long to) {
        return to / size <= ensured;
    }

    private void make(long number) {
        Path place = path(number);
        if (Files.exists(place)) {
            return;
        }
        // Only one lives in a slot: what is there under its private name is a dead one's.
        Path hidden = directory.resolve(".new-" + slot);
        try {
            try {
                Files.deleteIfExists(hidden);
                MappedFile.create(hidden, size);
                Files.setPosixFilePermissions(
                        hidden, Files.getPosixFilePermissions(directory.resolve(PREFIX + "mode")));
                Step.S1.reached();
                Files.createLink(place, hidden);
                Step.S2.reached();
            } catch (FileAlreadyExistsException e) {
                // another producer was faster: his is as good
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
        if (freed < 0) {
            sweep(position);
        } else if (keep > freed) {
            Step.S3.reached();
            try {
                for (; freed < keep; freed++) {
                    Files.deleteIfExists(path(freed));
                }
            } catch (IOException e) {
                throw cannotFree(e);
            }
        }
    }

    @Override
    void sweep(long position) {
        long keep = position / size;
        try {
            freeListed(keep);
        } catch (IOException e) {
            throw cannotFree(e);
        }
        freed = keep;
    }

    private static IpcException cannotFree(IOException e) {
        return new IpcException(Category.IO, "cannot free segments: " + e.getMessage(), e);
    }

    /**
     * Lists what is there: others may have died before they freed, and a producer may have put a
     * segment in place after it had been freed.
     */
    private void freeListed(long keep) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files) {
                long number = number(file);
                if (number >= 0 && number < keep) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(file.getFileName().toString().substring(PREFIX.length()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private Path path(long number) {
        return directory.resolve(PREFIX + number);
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
