package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.UserCommand;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A segment of this kit. */
public final class LocalSegment implements Segment {
    private static final int PERMISSIONS = 0777;

    private final LocalSegments segments;
    private final ObjectName name;

    public LocalSegment(LocalSegments segments, ObjectName name) {
        this.segments = segments;
        this.name = name;
    }

    @Override
    public long create(long size, int mode) {
        return segments.create(name, size, mode);
    }

    @Override
    public AttachedSegment attach(Access access, User.Role role) {
        Path directory = segments.find(name);
        Users users = open(directory);
        try {
            users.enter(role);
            FileIdentity file = FileIdentity.of(directory.resolve(LocalSegments.BYTES));
            Arena arena = Arena.ofShared();
            Mapping memory = map(directory.resolve(LocalSegments.BYTES), access, arena);
            return new Bytes(name.text(), segments, users, memory, arena, file);
        } catch (IpcException e) {
            users.close();
            if (e.category() == Category.ABSENT) {
                segments.sweep(false); // removed while it counted us
            }
            throw SegmentErrors.of(name.text(), e);
        }
    }

    private Users open(Path directory) {
        try {
            return Users.open(directory);
        } catch (IpcException e) {
            throw SegmentErrors.of(name.text(), e);
        }
    }

    private static Mapping map(Path file, Access access, Arena arena) {
        return new Mapping(MappedFile.map(file, 1, access == Access.WRITE, arena));
    }

    private record Bytes(
            String name,
            LocalSegments segments,
            Users users,
            Mapping memory,
            Arena arena,
            FileIdentity inode)
            implements AttachedSegment {
        @Override
        public int count() {
            return users.present().size() + 1;
        }

        @Override
        public CellEvent event() {
            return users.event();
        }

        @Override
        public Optional<FileIdentity> file() {
            return Optional.of(inode);
        }

        @Override
        public void checkNotRemoved() {
            inode.checkStillThere();
        }

        @Override
        public void close() {
            arena.close();
            users.close();
            if (inode.isGone()) {
                segments.sweep(false); // we may have been the last
            }
        }
    }

    @Override
    public SegmentStatus facts() {
        return facts(name.text(), segments.find(name), false);
    }

    /**
     * What is known of a segment in a directory.
     *
     * @param removed whether only the directory is left
     */
    public static SegmentStatus facts(String name, Path directory, boolean removed) {
        try (Users users = Users.open(directory)) {
            Map<String, Object> file =
                    Files.readAttributes(
                            directory.resolve(removed ? Users.TABLE : LocalSegments.BYTES),
                            "unix:size,mode,uid");
            User youngest = users.youngest();
            List<User> present = users.present();
            return new SegmentStatus(
                    name,
                    users.id(),
                    removed ? 0 : (Long) file.get("size"),
                    (Integer) file.get("mode") & PERMISSIONS,
                    (Integer) file.get("uid"),
                    users.creator(),
                    users.created(),
                    youngest.pid(),
                    youngest.since(),
                    users.detached(),
                    present.size(),
                    present,
                    removed);
        } catch (NoSuchFileException e) {
            throw new IpcException(Category.ABSENT, "no such segment: " + name, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look at segment " + name, e);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }

    /** The lock that counts it is the command's now, so nobody has to wait for it. */
    @Override
    public int run(UserCommand command, Access access, long at) {
        Path directory = segments.find(name);
        Path bytes = directory.resolve(LocalSegments.BYTES);
        try (Users users = Users.open(directory)) {
            UserCommand having = CommandEnvironment.handTo(command, bytes, access, at);
            users.enterForGood(User.Role.COMMAND);
            having.become();
        } catch (NoSuchFileException e) {
            throw new IpcException(Category.ABSENT, "no such segment: " + name, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot use segment " + name, e);
        } catch (IpcException e) {
            throw SegmentErrors.of(name.text(), e);
        }
        throw new AssertionError("this process is another");
    }

    /** Becomes a process that does nothing but to be attached, in a session of its own. */
    public void keep(UserCommand idle) {
        try (Users users = Users.open(segments.find(name))) {
            users.enterForGood(User.Role.PIN);
            idle.become();
        } catch (IpcException e) {
            throw SegmentErrors.of(name.text(), e);
        }
    }

    /**
     * Ends those who only keep it, also if it is removed by now.
     *
     * @return how many there were
     */
    public int unpin() {
        int ended = 0;
        for (Path directory : segments.traces(name)) {
            try (Users users = Users.open(directory)) {
                ended += users.end(User.Role.PIN);
            } catch (IpcException e) {
                throw SegmentErrors.of(name.text(), e);
            }
        }
        return ended;
    }

    @Override
    public Path lockFile() {
        return segments.find(name).resolve(LocalSegments.LOCK);
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
