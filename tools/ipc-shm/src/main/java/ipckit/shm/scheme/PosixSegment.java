package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.process.UserCommand;

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
 * A segment that {@code shm_open(3)} knows, too. The C library has them as files of the tmpfs at
 * {@code /dev/shm} (shm_overview(7)), so that nothing but files is needed here. Nothing stands
 * beside it: nobody counts who has it mapped.
 */
public record PosixSegment(SegmentName.Posix name) implements Segment {
    private static final Path DIRECTORY = Path.of("/dev/shm");
    private static final int PERMISSIONS = 0777;
    private static final int NOBODY_COUNTS = -1;

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
    public AttachedSegment attach(Access access, User.Role role) {
        try {
            boolean writable = access == Access.WRITE;
            FileIdentity file = FileIdentity.of(path());
            Arena arena = Arena.ofShared();
            Mapping memory = new Mapping(MappedFile.map(path(), 1, writable, arena));
            return new Bytes(name.toString(), memory, arena, file);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }

    private record Bytes(String name, Mapping memory, Arena arena, FileIdentity inode)
            implements AttachedSegment {
        @Override
        public int count() {
            return NOBODY_COUNTS;
        }

        @Override
        public CellEvent event() {
            return new CellEvent.Itself(memory);
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
        }
    }

    /** Anybody may put anything there: what is no file is no segment. */
    @Override
    public SegmentStatus facts() {
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
                    0,
                    0,
                    0,
                    0,
                    0,
                    NOBODY_COUNTS,
                    List.of(),
                    false);
        } catch (NoSuchFileException e) {
            throw absent(e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look at segment " + name, e);
        }
    }

    @Override
    public int run(UserCommand command, Access access, long at) {
        facts();
        try {
            CommandEnvironment.handTo(command, path(), access, at).become();
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot use segment " + name, e);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
        throw new AssertionError("this process is another");
    }

    @Override
    public Path lockFile() {
        return path();
    }

    @Override
    public void chmod(int mode) {
        try {
            facts();
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
            throw absent(e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot remove segment " + name, e);
        }
    }

    /** All that have a name that we can say: other files there are others' business. */
    public static List<PosixSegment> list() {
        List<PosixSegment> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (ipckit.common.naming.ObjectName.isLegal(name)
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new PosixSegment(new SegmentName.Posix(name)));
                }
            }
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot list " + DIRECTORY, e);
        }
        return found;
    }

    private IpcException absent(IOException cause) {
        return new IpcException(Category.ABSENT, "no such segment: " + name, cause);
    }
}
