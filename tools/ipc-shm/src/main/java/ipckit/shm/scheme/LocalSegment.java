package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.common.object.ParticipantStatus;
import ipckit.common.process.UserCommand;
import ipckit.common.sync.InheritedSemaphore;
import ipckit.common.sync.LockUse;

import java.io.IOException;
import java.nio.file.Files;
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
        SegmentRecord record = SegmentErrors.naming(name, () -> new SegmentRecord(directory));
        try {
            record.attach(role);
            AttachedSegment attached =
                    new Attached(record, directory.resolve(LocalSegments.BYTES), access);
            record.checkInPlace();
            return attached;
        } catch (IpcException e) {
            record.close();
            if (e.category() == Category.ABSENT || e.category() == Category.REMOVED) {
                // Another process has just removed the segment. That process keeps the directory if
                // it counts this process as attached. In this case, the last process that detaches
                // must delete the directory, and this process may be the last.
                segments.collectGarbage(false);
            }
            throw SegmentErrors.of(name, e);
        }
    }

    private final class Attached extends AttachedFile {
        private final SegmentRecord record;

        Attached(SegmentRecord record, Path file, Access access) {
            super(name.text(), file, access);
            this.record = record;
        }

        @Override
        public int count() {
            return record.others().size() + 1;
        }

        @Override
        public CellEvent event() {
            return record.event();
        }

        @Override
        public void close() {
            super.close();
            record.close();
            if (file().orElseThrow().isGone()) {
                // The last process that detaches from a removed segment must delete the directory.
                // This process may be the last.
                segments.collectGarbage(false);
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
     * @param removed true if the segment was removed. The size in the status is then 0, because the
     *     file with the bytes of the segment no longer exists.
     */
    static SegmentStatus status(String name, Path directory, boolean removed) {
        return SegmentErrors.naming(
                name,
                "look at",
                () -> {
                    try (SegmentRecord record = new SegmentRecord(directory)) {
                        return status(name, directory, removed, record);
                    }
                });
    }

    private static SegmentStatus status(
            String name, Path directory, boolean removed, SegmentRecord record) throws IOException {
        Path shown =
                removed ? SegmentRecord.file(directory) : directory.resolve(LocalSegments.BYTES);
        Map<String, Object> file = Files.readAttributes(shown, "unix:size,mode,uid");
        List<ParticipantStatus> others = record.others();
        return new SegmentStatus(
                name,
                record.id(),
                removed ? 0 : (Long) file.get("size"),
                (Integer) file.get("mode") & PERMISSIONS,
                (Integer) file.get("uid"),
                new SegmentStatus.Event(record.creator(), record.created()),
                0,
                record.lastAttach(),
                new SegmentStatus.Event(0, record.detached()),
                others.size(),
                others,
                removed);
    }

    /**
     * Replaces this process by the command. The command inherits a lock on a byte of the file
     * {@code live}, and counts as attached while it holds this lock.
     */
    @Override
    public int run(UserCommand command, Access access, long at) {
        Path directory = segments.find(name);
        Path bytes = directory.resolve(LocalSegments.BYTES);
        return SegmentErrors.naming(
                name,
                "use",
                () -> {
                    try (SegmentRecord record = new SegmentRecord(directory)) {
                        var equipped = SegmentEnvironment.ofFile(command, bytes, access, at);
                        record.attachWithChildren(SegmentRole.COMMAND);
                        record.checkInPlace();
                        equipped.replaceThisProgram();
                    }
                    throw new AssertionError("replaceThisProgram() returned");
                });
    }

    /**
     * Replaces this process by {@code idle}, a command that only sleeps. The segment stays attached
     * until the command ends.
     *
     * @param whenAttached an action that runs after this process has attached the segment, and
     *     before the command replaces this process
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not use
     *     it; CORRUPT if its files are damaged; CANNOT_RUN if the command cannot be run
     */
    public void becomePin(UserCommand idle, Runnable whenAttached) {
        SegmentErrors.naming(
                name,
                () -> {
                    try (SegmentRecord record = new SegmentRecord(segments.find(name))) {
                        record.attachWithChildren(SegmentRole.PIN);
                        whenAttached.run();
                        idle.replaceThisProgram();
                    }
                });
    }

    /**
     * Ends the background processes that {@code pin} has started to keep the segment attached. Also
     * ends the background processes that keep removed segments of the same name attached.
     *
     * @return the number of processes that were ended
     * @throws IpcException ABSENT if there is no segment of this name, not even a removed segment
     *     to which a process is still attached; DENIED if this user may not end a process; CORRUPT
     *     if the files of the segment are damaged
     */
    public int unpin() {
        int ended = 0;
        for (Path directory : segments.directoriesOf(name)) {
            ended +=
                    SegmentErrors.naming(
                            name,
                            () -> {
                                try (SegmentRecord record = new SegmentRecord(directory)) {
                                    return record.end(SegmentRole.PIN);
                                }
                            });
        }
        return ended;
    }

    @Override
    public boolean lock(LockMode mode, Deadline deadline) {
        Path file = segments.find(name).resolve(LocalSegments.LOCK);
        return SegmentErrors.naming(name, () -> FileIdentity.of(file).lock(mode, deadline));
    }

    @Override
    public Optional<LockUse> lockUse() {
        Path file = segments.find(name).resolve(LocalSegments.LOCK);
        return Optional.of(SegmentErrors.naming(name, () -> InheritedSemaphore.use(file)));
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
