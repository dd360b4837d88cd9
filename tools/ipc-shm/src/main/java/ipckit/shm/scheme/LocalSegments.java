package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.GcOptions.Found;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.Leftover;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The segments of this kit. Each is a directory with the segment itself, raw bytes and nothing of
 * ours inside, and beside it who uses it ({@link Users}) and a file to be locked.
 *
 * <p>A removal deletes the segment's file at once: the kernel keeps the memory for those who have
 * it. The rest of the directory remains without a name for as long as anybody is attached, to tell
 * so; who removes first and counts afterwards, and attaches by first being counted and then opening
 * the file, cannot miss each other.
 */
public final class LocalSegments {
    static final String BYTES = "segment";
    static final String LOCK = "lock";

    private static final int WRITABLE_WHERE_READABLE = 1;
    private static final int READ = 0444;

    private final Namespace names =
            new Namespace(HomeDirectory.fromEnvironment(), "shm", "segment", LocalSegments::isUsed);

    /** Makes a segment, and what stands beside it. */
    long create(ObjectName name, long size, int mode) {
        int id = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        names.create(name, mode, new Maker(id, size), LocalSegments::isRemoved);
        return id;
    }

    /** Makes a segment that is called by its number. */
    public long createPrivate(long size, int mode) {
        for (; ; ) {
            int id = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
            try {
                ObjectName name = new ObjectName(Integer.toString(id));
                names.create(name, mode, new Maker(id, size), LocalSegments::isRemoved);
                return id;
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS) {
                    throw e;
                }
            }
        }
    }

    private record Maker(int id, long size) implements Namespace.Filler {
        @Override
        public void fill(Path directory) throws IOException {
            MappedFile.create(directory.resolve(BYTES), size);
            Users.create(directory, id);
            Files.createFile(directory.resolve(LOCK));
        }

        @Override
        public int permissionsOf(Path file, int mode) {
            return LocalSegments.permissionsOf(file, mode);
        }
    }

    /** Who may read the segment may say that it is attached, and wait for its lock. */
    private static int permissionsOf(Path file, int mode) {
        return file.endsWith(BYTES) ? mode : mode | (mode & READ) >> WRITABLE_WHERE_READABLE;
    }

    void chmod(ObjectName name, int mode) {
        names.chmod(called(name), mode, LocalSegments::permissionsOf);
    }

    /**
     * The directory of a segment.
     *
     * @param name or its number
     * @throws IpcException ABSENT, DENIED, CORRUPT
     */
    Path find(ObjectName name) {
        try {
            return names.open(name);
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
            return names.open(called(name));
        }
    }

    /** The name of the segment that has a number. */
    private ObjectName nameOf(String number) {
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return null;
            }
        }
        for (ObjectName name : names.list()) {
            try (Users users = Users.open(names.open(name))) {
                if (number.equals(Long.toString(users.id()))) {
                    return name;
                }
            } catch (IpcException e) {
                // It has gone, or is nobody's who could be meant.
            }
        }
        return null;
    }

    void remove(ObjectName name) {
        names.remove(called(name), LocalSegments::retire);
    }

    /** What the segment is called, if a number is given; else the name that is given. */
    private ObjectName called(ObjectName name) {
        ObjectName called = names.list().contains(name) ? null : nameOf(name.text());
        return called == null ? name : called;
    }

    /** The directory of the segment, and those of removed ones of its name. */
    List<Path> traces(ObjectName name) {
        List<Path> traces = new ArrayList<>();
        for (Leftover removed : remaining()) {
            if (removed.name().equals(name.text())) {
                traces.add(removed.path());
            }
        }
        try {
            traces.add(find(name));
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT || traces.isEmpty()) {
                throw e;
            }
        }
        return traces;
    }

    public List<LocalSegment> list() {
        List<LocalSegment> segments = new ArrayList<>();
        for (ObjectName name : names.list()) {
            segments.add(new LocalSegment(this, name));
        }
        return segments;
    }

    /** Removed segments that somebody is still attached to. */
    public List<Leftover> remaining() {
        return names.remaining();
    }

    /** What was left, or was left and has been deleted now. */
    public List<Found> sweep(boolean only) {
        List<Found> found = new ArrayList<>();
        for (Leftover left : only ? names.leftovers() : names.sweep(LocalSegments::retire)) {
            found.add(new Found(left.stage().noun(), left.name(), left.path()));
        }
        return found;
    }

    /** The memory goes with the last who has it. */
    private static void retire(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(BYTES));
        } catch (IOException e) {
            throw ipckit.common.naming.IoErrorCategory.translate("cannot remove the segment", e);
        }
    }

    private static boolean isRemoved(Path directory) {
        return !Files.exists(directory.resolve(BYTES));
    }

    private static boolean isUsed(Path directory) {
        try (Users users = Users.open(directory)) {
            return !users.present().isEmpty();
        } catch (IpcException e) {
            return false; // what cannot say who uses it keeps nothing for anybody
        }
    }
}
