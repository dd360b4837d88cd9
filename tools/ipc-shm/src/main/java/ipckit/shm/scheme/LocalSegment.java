package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.ObjectName;
import ipckit.common.object.ParticipantStatus;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.UserCommand;
import ipckit.common.sync.InheritedLock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A local segment, which is a directory in {@code $IPC_DIR}. {@link LocalSegments} describes the
 * directory.
 */
public final class LocalSegment implements Segment {
    private static final int PERMISSIONS = 0777;

    private final LocalSegments segments;
    private final ObjectName name;

    LocalSegment(LocalSegments segments, ObjectName name) {
        this.segments = segments;
        this.name = name;
    }

    @Override
    public SegmentScheme scheme() {
        return SegmentScheme.LOCAL;
    }

    @Override
    public long create(long size, int mode) {
        return segments.create(name, size, mode);
    }

    @Override
    public AttachedSegment attach(Access access, SegmentRole role) {
        Path directory = segments.find(name);
        SegmentRecord record = open(directory);
        try {
            record.attach(role);
            FileIdentity file = FileIdentity.of(directory.resolve(LocalSegments.BYTES));
            Arena arena = Arena.ofShared();
            Mapping memory = map(directory.resolve(LocalSegments.BYTES), access, arena);
            return new Attached(name.text(), segments, record, memory, arena, file);
        } catch (IpcException e) {
            record.close();
            if (e.category() == Category.ABSENT) {
                // The process that removed the segment counted this process as attached, and left
                // the
                // directory for this process to delete.
                segments.collectGarbage(false);
            }
            throw SegmentErrors.of(name.text(), e);
        }
    }

    private SegmentRecord open(Path directory) {
        try {
            return SegmentRecord.open(directory);
        } catch (IpcException e) {
            throw SegmentErrors.of(name.text(), e);
        }
    }

    private static Mapping map(Path file, Access access, Arena arena) {
        return new Mapping(MappedFile.map(file, 1, access == Access.WRITE, arena));
    }

    private record Attached(
            String name,
            LocalSegments segments,
            SegmentRecord record,
            Mapping memory,
            Arena arena,
            FileIdentity identity)
            implements AttachedSegment {
        @Override
        public int count() {
            return record.others().size() + 1;
        }

        @Override
        public CellEvent event() {
            return record.event();
        }

        @Override
        public Optional<FileIdentity> file() {
            return Optional.of(identity);
        }

        @Override
        public void checkNotRemoved() {
            try {
                identity.checkUnchanged();
            } catch (IpcException e) {
                throw SegmentErrors.of(name, e);
            }
        }

        @Override
        public void close() {
            arena.close();
            record.close();
            if (identity.isGone()) {
                segments.collectGarbage(false); // this process may be the last attached one
            }
        }
    }

    @Override
    public SegmentStatus status() {
        return status(name.text(), segments.find(name), false);
    }

    /**
     * Returns the status of the segment in a directory.
     *
     * @param removed whether the segment was removed, so that the file with its bytes no longer
     *     exists
     */
    static SegmentStatus status(String name, Path directory, boolean removed) {
        try (SegmentRecord record = SegmentRecord.open(directory)) {
            Map<String, Object> file =
                    Files.readAttributes(
                            removed
                                    ? SegmentRecord.file(directory)
                                    : directory.resolve(LocalSegments.BYTES),
                            "unix:size,mode,uid");
            List<ParticipantStatus> others = record.others();
            return new SegmentStatus(
                    name,
                    record.id(),
                    removed ? 0 : (Long) file.get("size"),
                    (Integer) file.get("mode") & PERMISSIONS,
                    (Integer) file.get("uid"),
                    new SegmentStatus.Event(record.creator(), record.created()),
                    record.lastAttach(),
                    new SegmentStatus.Event(0, record.detached()),
                    others.size(),
                    others,
                    removed);
        } catch (NoSuchFileException e) {
            throw SegmentErrors.absent(name, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look at segment " + name, e);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }

    /**
     * Replaces this process by the command. The command inherits the lock that counts it as
     * attached, so this process need not wait until the command ends.
     */
    @Override
    public int run(UserCommand command, Access access, long at) {
        Path directory = segments.find(name);
        Path bytes = directory.resolve(LocalSegments.BYTES);
        try (SegmentRecord record = SegmentRecord.open(directory)) {
            ProcessLaunch equipped = SegmentEnvironment.ofFile(command, bytes, access, at);
            record.attachWithChildren(SegmentRole.COMMAND);
            equipped.replaceThisProgram();
        } catch (NoSuchFileException e) {
            throw SegmentErrors.absent(name.text(), e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot use segment " + name, e);
        } catch (IpcException e) {
            throw SegmentErrors.of(name.text(), e);
        }
        throw new AssertionError("become() returned");
    }

    /**
     * Replaces this process by a command that keeps the segment attached and does nothing else.
     *
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not use
     *     it; CORRUPT if its files are damaged; CANNOT_RUN if the command cannot be run
     */
    public void becomePin(UserCommand idle) {
        try (SegmentRecord record = SegmentRecord.open(segments.find(name))) {
            record.attachWithChildren(SegmentRole.PIN);
            idle.replaceThisProgram();
        } catch (IpcException e) {
            throw SegmentErrors.of(name.text(), e);
        }
    }

    /**
     * Ends the processes by which {@code pin} keeps the segment attached, even if the segment has
     * been removed.
     *
     * @return the number of processes that were ended
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not end a
     *     process; CORRUPT if the files of the segment are damaged
     */
    public int unpin() {
        int ended = 0;
        for (Path directory : segments.directoriesOf(name)) {
            try (SegmentRecord record = SegmentRecord.open(directory)) {
                ended += record.end(SegmentRole.PIN);
            } catch (IpcException e) {
                throw SegmentErrors.of(name.text(), e);
            }
        }
        return ended;
    }

    @Override
    public boolean lock(boolean shared, Deadline deadline) {
        Path file = segments.find(name).resolve(LocalSegments.LOCK);
        try {
            return InheritedLock.acquire(file, shared, deadline) != null;
        } catch (IpcException e) {
            throw SegmentErrors.of(name.text(), e);
        }
    }

    @Override
    public void chmod(int mode) {
        segments.chmod(name, mode);
    }

    @Override
    public void remove() {
        segments.remove(name);
    }

    @Override
    public String toString() {
        return name.text();
    }
}
