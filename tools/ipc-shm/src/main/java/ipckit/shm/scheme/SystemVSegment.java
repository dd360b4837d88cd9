package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.SystemVMemory;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.SystemVName;
import ipckit.common.process.UserCommand;
import ipckit.common.sync.LockUse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A System V segment of {@code shmget(2)}. The kernel counts the attached processes. The status of
 * all segments is in the file {@code /proc/sysvipc/shm} (proc(5)).
 */
record SystemVSegment(SystemVName name) implements Segment {
    private static final Path TABLE = Path.of("/proc/sysvipc/shm");

    /**
     * SHM_DEST, a bit in the column perms of {@code /proc/sysvipc/shm}. The kernel sets the bit
     * when the segment is removed.
     */
    private static final int REMOVED = 01000;

    private static final int PERMISSIONS = 0777;
    private static final long MILLIS_PER_SECOND = 1000;

    @Override
    public SegmentScheme scheme() {
        return SegmentScheme.SYSV;
    }

    @Override
    public String toString() {
        return name.toString();
    }

    @Override
    public long create(long size, int mode) {
        int key = name.keyToCreate();
        return SegmentErrors.naming(name, () -> SystemVMemory.create(key, size, mode));
    }

    @Override
    public AttachedSegment attach(Access access, SegmentRole role) {
        return attach(access, ANY_ADDRESS);
    }

    private AttachedSegment attach(Access access, long at) {
        SegmentStatus status = status();
        int id = (int) status.id();
        boolean writable = access == Access.WRITE;
        return SegmentErrors.naming(
                name,
                () ->
                        new Attached(
                                name.toString(),
                                SystemVMemory.attach(id, status.size(), writable, at),
                                id));
    }

    /**
     * An attached System V segment. While this process has the segment attached, the id stays
     * valid, even if the segment is removed.
     */
    private record Attached(String name, SystemVMemory segment, int id) implements AttachedSegment {
        @Override
        public int count() {
            return find(id).count();
        }

        @Override
        public Mapping memory() {
            return segment.memory();
        }

        @Override
        public CellEvent event() {
            return new CellFutex(segment.memory());
        }

        @Override
        public void checkNotRemoved() {
            SegmentStatus status = find(id);
            if (status == null || status.removed()) {
                throw new IpcException(Category.REMOVED, "segment " + name + ": it was removed");
            }
        }

        @Override
        public void close() {
            segment.close();
        }
    }

    private int id() {
        return SegmentErrors.naming(name, () -> name.id(SystemVMemory::find));
    }

    @Override
    public SegmentStatus status() {
        SegmentStatus status = find(id());
        if (status == null) {
            throw SegmentErrors.absent(name, null);
        }
        return status;
    }

    /** Returns the status of the segment with the given id; null if no segment has this id. */
    private static SegmentStatus find(int id) {
        for (SegmentStatus status : list()) {
            if (status.id() == id) {
                return status;
            }
        }
        return null;
    }

    /** Returns the status of every System V segment of this machine. */
    static List<SegmentStatus> list() {
        List<SegmentStatus> found = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(TABLE);
            for (String line : lines.subList(1, lines.size())) {
                found.add(parse(line.strip().split(" +")));
            }
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot read " + TABLE, e);
        }
        return found;
    }

    /**
     * Returns the status that a line of {@code /proc/sysvipc/shm} describes.
     *
     * @param words the columns of the line: key, shmid, perms, size, cpid, lpid, nattch, uid, gid,
     *     cuid, cgid, atime, dtime, ctime, rss, swap
     */
    private static SegmentStatus parse(String[] words) {
        int id = Integer.parseInt(words[1]);
        int mode = Integer.parseInt(words[2], 8);
        return new SegmentStatus(
                SystemVName.of(Integer.parseInt(words[0]), id).toString(),
                id,
                Long.parseLong(words[3]),
                mode & PERMISSIONS,
                Integer.parseInt(words[7]),
                event(words[4], "0"),
                millis(words[13]),
                event(words[5], words[11]),
                event("0", words[12]),
                Integer.parseInt(words[6]),
                List.of(),
                (mode & REMOVED) != 0);
    }

    private static SegmentStatus.Event event(String pid, String seconds) {
        return new SegmentStatus.Event(Long.parseLong(pid), millis(seconds));
    }

    private static long millis(String seconds) {
        return Long.parseLong(seconds) * MILLIS_PER_SECOND;
    }

    /**
     * Runs the command as a child of this process. This process stays attached until the command
     * has ended. If the command replaced this process, the kernel would detach the segment.
     */
    @Override
    public int run(UserCommand command, Access access, long at) {
        SegmentStatus status = status();
        try (AttachedSegment _ = attach(access, at)) {
            return SegmentEnvironment.ofSystemV(command, status, at).start().await().status();
        }
    }

    @Override
    public boolean lock(LockMode mode, Deadline deadline) {
        throw new IpcException(
                Category.USAGE, "cannot lock " + name + ": a System V segment has no lock");
    }

    @Override
    public Optional<LockUse> lockUse() {
        return Optional.empty();
    }

    @Override
    public void chmod(int mode) {
        int id = id();
        SegmentErrors.naming(name, () -> SystemVMemory.chmod(id, mode));
    }

    @Override
    public void remove() {
        int id = id();
        SegmentErrors.naming(name, () -> SystemVMemory.remove(id));
    }
}
