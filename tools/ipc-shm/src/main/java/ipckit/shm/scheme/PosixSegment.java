package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.UserCommand;
import ipckit.common.sync.InheritedLock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shared-memory object of {@code shm_open(3)}. On Linux the object is a file in the tmpfs at
 * {@code /dev/shm} (shm_overview(7)), so this class needs only file operations. There is no record
 * of the attached processes, so they are not counted.
 */
record PosixSegment(SegmentName.Posix name) implements Segment {
    private static final Path DIRECTORY = Path.of("/dev/shm");
    private static final int PERMISSIONS = 0777;

    @Override
    public SegmentScheme scheme() {
        return SegmentScheme.POSIX;
    }

    @Override
    public String toString() {
        return name.toString();
    }

    private Path path() {
        return DIRECTORY.resolve(name.name());
    }

    @Override
    public long create(long size, int mode) {
        try {
            MappedFile.createAtOnce(path(), size, mode);
            return inode();
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot make segment " + name, e);
        } catch (IpcException e) {
            throw e.category() == Category.EXISTS
                    ? new IpcException(Category.EXISTS, "segment " + name + " exists already", e)
                    : SegmentErrors.of(name, e);
        }
    }

    private long inode() throws IOException {
        return (Long) Files.getAttribute(path(), "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public AttachedSegment attach(Access access, SegmentRole role) {
        try {
            boolean writable = access == Access.WRITE;
            FileIdentity file = FileIdentity.of(path());
            Arena arena = Arena.ofShared();
            Mapping memory = new Mapping(MappedFile.map(path(), 1, writable, arena));
            return new Attached(name.toString(), memory, arena, file);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }

    private record Attached(String name, Mapping memory, Arena arena, FileIdentity identity)
            implements AttachedSegment {
        @Override
        public int count() {
            return SegmentStatus.NOT_COUNTED;
        }

        @Override
        public CellEvent event() {
            return new CellFutex(memory);
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
        }
    }

    /**
     * Returns the status of the object. Any user may put a file of any type into {@code /dev/shm},
     * so a name of a file that is not regular is rejected.
     */
    @Override
    public SegmentStatus status() {
        try {
            if (Files.exists(path(), LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(path(), LinkOption.NOFOLLOW_LINKS)) {
                throw new IpcException(
                        Category.DENIED, "segment " + name + ": it is not a regular file");
            }
            Map<String, Object> file =
                    Files.readAttributes(
                            path(), "unix:size,mode,uid,ino", LinkOption.NOFOLLOW_LINKS);
            return new SegmentStatus(
                    name.toString(),
                    (Long) file.get("ino"),
                    (Long) file.get("size"),
                    (Integer) file.get("mode") & PERMISSIONS,
                    (Integer) file.get("uid"),
                    SegmentStatus.Event.UNKNOWN,
                    SegmentStatus.Event.UNKNOWN,
                    SegmentStatus.Event.UNKNOWN,
                    SegmentStatus.NOT_COUNTED,
                    List.of(),
                    false);
        } catch (NoSuchFileException e) {
            throw SegmentErrors.absent(name.toString(), e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look at segment " + name, e);
        }
    }

    @Override
    public int run(UserCommand command, Access access, long at) {
        status(); // fails unless the object is a regular file
        try {
            SegmentEnvironment.ofFile(command, path(), access, at).replaceThisProgram();
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot use segment " + name, e);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
        throw new AssertionError("become() returned");
    }

    @Override
    public boolean lock(boolean shared, Deadline deadline) {
        try {
            return InheritedLock.acquire(path(), shared, deadline) != null;
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }

    @Override
    public void chmod(int mode) {
        try {
            status(); // fails unless the object is a regular file
            Files.setAttribute(path(), "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot change segment " + name, e);
        }
    }

    @Override
    public void remove() {
        try {
            Files.delete(path());
        } catch (NoSuchFileException e) {
            throw SegmentErrors.absent(name.toString(), e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot remove segment " + name, e);
        }
    }

    /** Returns the regular files of {@code /dev/shm} whose names are legal names of segments. */
    static List<PosixSegment> list() {
        List<PosixSegment> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (ObjectName.isLegal(name)
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new PosixSegment(new SegmentName.Posix(name)));
                }
            }
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot list " + DIRECTORY, e);
        }
        return found;
    }
}
