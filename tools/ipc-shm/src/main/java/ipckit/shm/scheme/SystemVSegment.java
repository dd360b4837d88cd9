package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.SystemVMemory;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.process.UserCommand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's own segment, that of {@code shmget(2)}. It counts who is attached by itself; what it
 * knows of all segments is read from {@code /proc/sysvipc/shm} (proc(5)).
 */
public record SystemVSegment(SegmentName name) implements Segment {
    private static final Path TABLE = Path.of("/proc/sysvipc/shm");
    private static final int REMOVED = 01000;
    private static final int PERMISSIONS = 0777;
    private static final long MILLIS = 1000;

    @Override
    public String toString() {
        return name.toString();
    }

    @Override
    public long create(long size, int mode) {
        try {
            return switch (name) {
                case SegmentName.SystemVKey(int key) -> SystemVMemory.create(key, size, mode);
                case SegmentName.SystemVPrivate() ->
                        SystemVMemory.create(SystemVMemory.PRIVATE, size, mode);
                default ->
                        throw new IpcException(
                                Category.USAGE,
                                "the kernel chooses the id: create sysv:0xKEY, or sysv:private");
            };
        } catch (IpcException e) {
            if (e.category() == Category.EXISTS) {
                throw new IpcException(Category.EXISTS, "segment " + name + " exists already", e);
            }
            throw e.category() == Category.ABSENT // the kernel's EINVAL: beyond SHMMAX
                    ? new IpcException(
                            Category.CANNOT_CREATE,
                            "segment " + name + ": the kernel allows none of " + size + " bytes",
                            e)
                    : SegmentErrors.of(name, e);
        }
    }

    @Override
    public AttachedSegment attach(Access access, User.Role role) {
        return attach(access, ANYWHERE);
    }

    private AttachedSegment attach(Access access, long at) {
        SegmentStatus facts = facts();
        int id = (int) facts.id();
        try {
            boolean writable = access == Access.WRITE;
            return new Bytes(
                    name.toString(), SystemVMemory.attach(id, facts.size(), writable, at), id);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }

    private record Bytes(String name, SystemVMemory segment, int id) implements AttachedSegment {
        /** The kernel keeps the id, removed or not, as long as this process is attached. */
        @Override
        public int count() {
            for (SegmentStatus facts : all()) {
                if (facts.id() == id) {
                    return facts.count();
                }
            }
            throw new IllegalStateException(name + " is attached, and is not in " + TABLE);
        }

        @Override
        public Mapping memory() {
            return segment.memory();
        }

        @Override
        public CellEvent event() {
            return new CellEvent.Itself(segment.memory());
        }

        /** The mark alone tells: the kernel keeps the id for those who are attached. */
        @Override
        public void checkNotRemoved() {
            for (SegmentStatus facts : all()) {
                if (facts.id() == id && !facts.removed()) {
                    return;
                }
            }
            throw new IpcException(Category.REMOVED, "it was removed");
        }

        @Override
        public void close() {
            segment.close();
        }
    }

    private int id() {
        return switch (name) {
            case SegmentName.SystemVId(int id) -> id;
            case SegmentName.SystemVKey(int key) -> find(key);
            default -> throw new IpcException(Category.USAGE, name + " can only be created");
        };
    }

    private int find(int key) {
        try {
            return SystemVMemory.find(key);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }

    @Override
    public SegmentStatus facts() {
        int id = id();
        for (SegmentStatus facts : all()) {
            if (facts.id() == id) {
                return facts;
            }
        }
        throw new IpcException(Category.ABSENT, "no such segment: " + name);
    }

    public static List<SegmentStatus> all() {
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

    /** key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss swap. */
    private static SegmentStatus parse(String[] words) {
        int key = Integer.parseInt(words[0]);
        long id = Long.parseLong(words[1]);
        int mode = Integer.parseInt(words[2], 8);
        return new SegmentStatus(
                key == SystemVMemory.PRIVATE
                        ? "sysv:" + id
                        : new SegmentName.SystemVKey(key).toString(),
                id,
                Long.parseLong(words[3]),
                mode & PERMISSIONS,
                Integer.parseInt(words[7]),
                Long.parseLong(words[4]),
                Long.parseLong(words[13]) * MILLIS,
                Long.parseLong(words[5]),
                Long.parseLong(words[11]) * MILLIS,
                Long.parseLong(words[12]) * MILLIS,
                Integer.parseInt(words[6]),
                List.of(),
                (mode & REMOVED) != 0);
    }

    /**
     * The kernel ends an attachment with the program that made it, so this process keeps one for
     * the command while it runs.
     */
    @Override
    public int run(UserCommand command, Access access, long at) {
        SegmentStatus facts = facts();
        try (AttachedSegment _ = attach(access, at)) {
            if (at != ANYWHERE) {
                command.with(CommandEnvironment.ADDRESS, "0x" + Long.toHexString(at));
            }
            return command.with("IPC_SHM_ID", Long.toString(facts.id()))
                    .with(CommandEnvironment.SIZE, Long.toString(facts.size()))
                    .start()
                    .await()
                    .status();
        }
    }

    @Override
    public Path lockFile() {
        throw new IpcException(
                Category.USAGE, name + ": a System V segment has no file that could be locked");
    }

    @Override
    public void chmod(int mode) {
        int id = id();
        try {
            SystemVMemory.chmod(id, mode);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }

    @Override
    public void remove() {
        int id = id();
        try {
            SystemVMemory.remove(id);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }
}
