package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.object.ObjectDirectory;
import ipckit.common.object.ObjectFile;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Creates, maps and deletes the chunks of an {@linkplain MailboxSpec#isElastic elastic} mailbox,
 * whose number of entries can grow. A chunk is a file that contains some of the mailbox's entries.
 * Each participant has its own instance, which belongs to one thread.
 *
 * <p>Each chunk has a number and a generation, and the name of its file contains both. After a
 * chunk is deleted, another chunk may get the same number, but never the same generation.
 */
final class ChunkFiles {
    /**
     * The largest number of chunks that are mapped at the same time. A receiver can claim {@link
     * Receiver#MOST} messages, and each of them may be in another chunk. Twice as many chunks can
     * be mapped, so that the chunks with claimed messages usually stay mapped.
     */
    private static final int MOST_MAPPED = 2 * Receiver.MOST;

    private static final int KEPT = 4;
    static final String PREFIX = "chunk-";
    private static final String GROUP = "unix:gid";

    private final ObjectDirectory directory;
    private final IntUnaryOperator generation;

    /** The mapped chunks, in the order in which they were mapped. */
    private final List<Piece> mapped = new ArrayList<>();

    /** The chunk for which {@link #memory} was called last. */
    private Piece last;

    /** Whether this participant has the mailbox's lock. No other process then deletes a chunk. */
    private boolean isLocked;

    /**
     * True if {@link #memory} need not read the generation of the chunk {@link #last} again. The
     * generation is a number that distinguishes the chunk from earlier chunks. The field becomes
     * true when {@link #memory} reads the generation while this participant has the mailbox's lock.
     * No other process changes the generation until this participant releases the lock. Without
     * this field, an operation would read the generation about forty times, and take one and a half
     * times as long.
     */
    private boolean isLastCurrent;

    /**
     * Memory full of zeros, which {@link #memory} returns for each deleted chunk. The field is null
     * until a deleted chunk is read.
     */
    private Mapping gone;

    private record Piece(int number, int generation, Mapping memory, Arena arena) {}

    /**
     * @param generation maps the number of a chunk to the chunk's generation, which is a number
     *     that no earlier chunk had; the result is 0 if no chunk has this number
     */
    ChunkFiles(MailboxFile mailbox, IntUnaryOperator generation) {
        this.directory = new ObjectDirectory(mailbox, mailbox.directory);
        this.generation = generation;
    }

    /**
     * Returns the memory of a chunk. If the chunk is deleted, the memory consists of zeros, so that
     * every entry in it reads as free.
     */
    Mapping memory(int chunk) {
        Piece piece = last;
        if (isLastCurrent && piece != null && piece.number == chunk) {
            return piece.memory;
        }
        int now = generation.applyAsInt(chunk);
        if (piece == null || piece.number != chunk || piece.generation != now) {
            piece = find(chunk, now);
            if (piece == null) {
                return gone();
            }
            last = piece;
        }
        isLastCurrent = isLocked;
        return piece.memory;
    }

    /**
     * Declares that this participant has acquired or released the mailbox's lock. While it has the
     * lock, no other process creates or deletes a chunk.
     */
    void setLocked(boolean isLocked) {
        this.isLocked = isLocked;
        isLastCurrent = false;
    }

    /**
     * Declares that this participant has changed the mailbox's list of chunks. The list contains
     * the generation of each chunk: a number that no earlier chunk had. The next call of {@link
     * #memory} therefore reads the generation of its chunk from the list again.
     */
    void changedGeneration() {
        isLastCurrent = false;
    }

    /**
     * Returns whether a chunk exists: the mailbox's list of chunks contains the chunk, and the
     * chunk's file exists or is already mapped.
     */
    boolean isThere(int chunk) {
        return memory(chunk) != gone;
    }

    private Mapping gone() {
        if (gone == null) {
            gone = new Mapping(Arena.ofAuto().allocate(ChunkLayout.PAYLOADS_AT, Long.BYTES));
        }
        return gone;
    }

    private Piece find(int chunk, int now) {
        for (Piece piece : mapped) {
            if (piece.number == chunk && piece.generation == now) {
                return piece;
            }
        }
        return now == 0 ? null : open(chunk, now);
    }

    private Piece open(int chunk, int now) {
        Arena arena = Arena.ofConfined();
        try {
            MemorySegment segment =
                    directory.map(name(chunk, now), ChunkLayout.STANDARD_SIZE, arena);
            if (mapped.size() == MOST_MAPPED) {
                unmap(0);
            }
            mapped.add(new Piece(chunk, now, new Mapping(segment), arena));
            return mapped.getLast();
        } catch (IpcException e) {
            arena.close();
            if (e.category() != Category.ABSENT) {
                throw e;
            }
            directory.object().checkInPlace();
            return null;
        }
    }

    /**
     * Creates the file of a chunk, filled with zeros.
     *
     * @param now the generation of the chunk: a number that no earlier chunk had
     * @param size the size of the file in bytes
     * @throws IpcException NO_SPACE when the file system is full or refuses to create the file;
     *     REMOVED when the mailbox was removed. After NO_SPACE, no incomplete file remains
     */
    void make(int chunk, int now, long size, boolean durable) {
        Path path = directory.file(name(chunk, now));
        directory.object().checkInPlace();
        try {
            MappedFile.create(path, size);
            openToOthers(path);
            if (durable) {
                MappedFile.force(path);
                MappedFile.force(directory.path());
            }
        } catch (NoSuchFileException e) {
            throw ObjectFile.removed();
        } catch (IOException e) {
            delete(chunk, now);
            throw new IpcException(Category.NO_SPACE, "cannot grow: " + e.getMessage(), e);
        } catch (IpcException e) {
            delete(chunk, now);
            throw e;
        }
    }

    /**
     * Gives a chunk the group and permissions of the mailbox, so that all users of the mailbox may
     * use the chunk.
     */
    private void openToOthers(Path path) throws IOException {
        Path box = directory.file(MailboxLayout.KIND.fileName());
        if (!Files.getAttribute(path, GROUP).equals(Files.getAttribute(box, GROUP))) {
            try {
                Files.setAttribute(path, GROUP, Files.getAttribute(box, GROUP));
            } catch (FileSystemException e) {
                // Only a member of a group may give a file to the group. If this process is not a
                // member of the mailbox's group, the chunk keeps the group of this process. The
                // members of the mailbox's group then have only the permissions for other users.
            }
        }
        Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(box));
    }

    void delete(int chunk, int now) {
        try {
            directory.delete(List.of(name(chunk, now)));
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot shrink: " + e.getMessage(), e);
        }
    }

    static boolean isChunk(String name) {
        return name.startsWith(PREFIX);
    }

    /** Deletes the files of chunks that are not in the mailbox's list of chunks. */
    void deleteStrays() {
        try {
            directory.deleteEach(name -> isChunk(name) && !isKnown(name));
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot shrink: " + e.getMessage(), e);
        }
    }

    private boolean isKnown(String name) {
        int dash = name.indexOf('-', PREFIX.length());
        try {
            int chunk = Integer.parseInt(name, PREFIX.length(), dash, 10);
            return chunk >= 0
                    && chunk < MailboxLayout.CHUNKS
                    && name.equals(name(chunk, generation.applyAsInt(chunk)));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            // The name does not have the form chunk-NUMBER-GENERATION, so another program must have
            // created this file. The file counts as known, so that it is not deleted.
            return true;
        }
    }

    private static String name(int chunk, int now) {
        return PREFIX + chunk + "-" + now;
    }

    /**
     * Unmaps all deleted chunks. Of the other chunks, keeps the {@value #KEPT} that were mapped
     * last, and unmaps the rest. If only one chunk is mapped, this method does nothing, even if
     * that chunk is deleted.
     */
    void trim() {
        if (mapped.size() <= 1) {
            return;
        }
        int kept = 0;
        for (int i = mapped.size() - 1; i >= 0; i--) {
            Piece piece = mapped.get(i);
            if (kept < KEPT && generation.applyAsInt(piece.number) == piece.generation) {
                kept++;
            } else {
                unmap(i);
            }
        }
    }

    private void unmap(int i) {
        Piece piece = mapped.remove(i);
        if (piece == last) {
            last = null;
        }
        piece.arena.close();
    }

    void close() {
        mapped.forEach(piece -> piece.arena.close());
        mapped.clear();
        last = null;
    }
}
