package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.PosixName;
import ipckit.common.process.UserCommand;
import ipckit.common.sync.InheritedSemaphore;
import ipckit.common.sync.LockUse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shared-memory object of {@code shm_open(3)}. On Linux the object is a file in the tmpfs at
 * {@code /dev/shm} (shm_overview(7)), so this class needs only file operations. The attached
 * processes are not recorded and therefore not counted.
 */
record PosixSegment(PosixName name) implements Segment {
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
        return name.in(DIRECTORY);
    }

    @Override
    public long create(long size, int mode) {
        try {
            MappedFile.createAtOnce(path(), size, mode);
            return (Long) Files.getAttribute(path(), "unix:ino", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot make segment " + name, e);
        } catch (IpcException e) {
            throw SegmentErrors.of(name, e);
        }
    }

    @Override
    public AttachedSegment attach(Access access, SegmentRole role) {
        return SegmentErrors.naming(name, () -> new AttachedFile(name.toString(), path(), access));
    }

    /**
     * Returns the status of the object. Any user may create a file in {@code /dev/shm} that is not
     * regular, for example a symbolic link to a file in another directory. This method fails with
     * DENIED if the path of the object names such a file.
     */
    @Override
    public SegmentStatus status() {
        return SegmentErrors.naming(name, "look at", this::readStatus);
    }

    private SegmentStatus readStatus() throws IOException {
        if (Files.exists(path(), LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new IpcException(Category.DENIED, "it is not a regular file");
        }
        Map<String, Object> file =
                Files.readAttributes(path(), "unix:size,mode,uid,ino", LinkOption.NOFOLLOW_LINKS);
        return new SegmentStatus(
                name.toString(),
                (Long) file.get("ino"),
                (Long) file.get("size"),
                (Integer) file.get("mode") & PERMISSIONS,
                (Integer) file.get("uid"),
                SegmentStatus.Event.UNKNOWN,
                0,
                SegmentStatus.Event.UNKNOWN,
                SegmentStatus.Event.UNKNOWN,
                SegmentStatus.NOT_COUNTED,
                List.of(),
                false);
    }

    @Override
    public int run(UserCommand command, Access access, long at) {
        checkRegular();
        return SegmentErrors.naming(
                name,
                "use",
                () -> {
                    SegmentEnvironment.ofFile(command, path(), access, at).replaceThisProgram();
                    throw new AssertionError("replaceThisProgram() returned");
                });
    }

    @Override
    public boolean lock(LockMode mode, Deadline deadline) {
        return SegmentErrors.naming(name, () -> FileIdentity.of(path()).lock(mode, deadline));
    }

    @Override
    public Optional<LockUse> lockUse() {
        return Optional.of(SegmentErrors.naming(name, () -> InheritedSemaphore.use(path())));
    }

    @Override
    public void chmod(int mode) {
        checkRegular();
        SegmentErrors.naming(
                name,
                "change",
                () -> Files.setAttribute(path(), "unix:mode", mode, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Checks that the object is a regular file.
     *
     * @throws IpcException ABSENT if the object does not exist; DENIED if it is a file of another
     *     type
     */
    private void checkRegular() {
        status();
    }

    @Override
    public void remove() {
        SegmentErrors.naming(
                name,
                "remove",
                () -> {
                    Files.delete(path());
                    return null;
                });
    }

    /** Returns the regular files of {@code /dev/shm}. */
    static List<PosixSegment> list() {
        List<PosixSegment> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file : files.sorted().toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new PosixSegment(PosixName.of(file)));
                }
            }
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot list " + DIRECTORY, e);
        }
        return found;
    }
}
