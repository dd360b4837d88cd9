package ipckit.shm.scheme;

import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An attached segment whose bytes are stored in a file.
 *
 * <p>This class itself is for posix segments. The processes that have attached a posix segment are
 * not counted. A process that waits for a cell sleeps on the cell, which is a futex.
 *
 * <p>The subclass in {@link LocalSegment} is for local segments and counts the attached processes.
 * A process that waits for a cell of a local segment sleeps on a word in another file. All cells of
 * the segment share this word.
 *
 * <p>The mapped memory belongs to a confined arena, so only the thread that has created an instance
 * can unmap the memory. A native binary does not support arenas that any thread may close.
 */
class AttachedFile implements AttachedSegment {
    private final String name;
    private final FileIdentity identity;
    private final Arena arena = Arena.ofConfined();
    private final Mapping memory;

    /**
     * Maps the file of a segment.
     *
     * @param name the name of the segment, which error messages contain
     */
    AttachedFile(String name, Path file, Segment.Access access) {
        this.name = name;
        identity = FileIdentity.of(file);
        memory = new Mapping(MappedFile.map(file, 1, access == Segment.Access.WRITE, arena));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Mapping memory() {
        return memory;
    }

    @Override
    public final Optional<FileIdentity> file() {
        return Optional.of(identity);
    }

    @Override
    public int count() {
        return SegmentStatus.NOT_COUNTED;
    }

    @Override
    public CellEvent event() {
        return new CellFutex(memory);
    }

    @Override
    public final void checkNotRemoved() {
        SegmentErrors.naming(name, identity::checkUnchanged);
    }

    /**
     * Unmaps the memory if the calling thread has created this object. Another thread calls this
     * method only when a signal ends the process. In this case, the memory stays mapped until the
     * process has ended.
     */
    @Override
    public void close() {
        if (memory.segment().isAccessibleBy(Thread.currentThread())) {
            arena.close();
        }
    }
}
