package ipckit.shm.scheme;

import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An attached segment whose bytes are stored in a file. This class does not count the attached
 * processes, and a process that waits for a cell sleeps on the cell itself as a futex. The subclass
 * for local segments counts the attached processes, and the processes that wait for any of its
 * cells sleep on one word outside the segment.
 */
class AttachedFile implements AttachedSegment {
    private final String name;
    private final FileIdentity identity;
    private final Arena arena = Arena.ofShared();
    private final Mapping memory;

    /**
     * Maps the file of a segment.
     *
     * @param name the name of the segment for messages
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

    @Override
    public void close() {
        arena.close();
    }
}
