package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.GcOptions.Found;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.IoErrorCategory;
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
 * The segments of this kit in {@code $IPC_DIR}. Each segment is a directory with three parts: the
 * file {@code segment}, which holds the user's bytes and nothing else; the files of {@link
 * SegmentRecord}, which record the attached processes; and the file {@code lock}.
 *
 * <p>A removal renames the directory, deletes the file {@code segment}, and then counts the
 * attached processes. The kernel keeps the memory for the processes that have mapped it. While any
 * process is attached, the renamed directory stays, so that {@code ls} can show the removed
 * segment; the last process to detach deletes it. A process that attaches first records itself and
 * then opens the file {@code segment}: either the remover counts that process, or that process
 * finds the file deleted.
 */
final class LocalSegments {
    /** The file with the user's bytes. */
    static final String BYTES = "segment";

    /** The file that {@code lock} locks. */
    static final String LOCK = "lock";

    private static final int READ = 0444;
    private static final int READ_TO_WRITE_SHIFT = 1;

    private final Namespace names =
            new Namespace(HomeDirectory.fromEnvironment(), "shm", "segment", LocalSegments::isUsed);

    /**
     * Creates a segment.
     *
     * @return its id, a random number
     */
    long create(ObjectName name, long size, int mode) {
        int id = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        names.create(name, mode, new SegmentFiles(id, size), LocalSegments::isRemoved);
        return id;
    }

    /**
     * Creates a segment whose name is its id.
     *
     * @return the id
     */
    long createUnnamed(long size, int mode) {
        for (; ; ) {
            int id = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
            try {
                ObjectName name = new ObjectName(Integer.toString(id));
                names.create(name, mode, new SegmentFiles(id, size), LocalSegments::isRemoved);
                return id;
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS) {
                    throw e;
                }
            }
        }
    }

    private record SegmentFiles(int id, long size) implements Namespace.Filler {
        @Override
        public void fill(Path directory) throws IOException {
            MappedFile.create(directory.resolve(BYTES), size);
            SegmentRecord.create(directory, id);
            Files.createFile(directory.resolve(LOCK));
        }

        @Override
        public int permissionsOf(Path file, int mode) {
            return LocalSegments.permissionsOf(file, mode);
        }
    }

    /**
     * The files beside the bytes are writable for everyone who may read the bytes: a reader must be
     * able to record itself as attached and to wait for the lock.
     */
    private static int permissionsOf(Path file, int mode) {
        return file.endsWith(BYTES) ? mode : mode | (mode & READ) >> READ_TO_WRITE_SHIFT;
    }

    /** Changes the permissions of a segment. */
    void chmod(ObjectName nameOrId, int mode) {
        names.chmod(resolve(nameOrId), mode, LocalSegments::permissionsOf);
    }

    /**
     * Returns the directory of a segment.
     *
     * @param nameOrId the name, or the id in decimal digits
     * @throws IpcException ABSENT, DENIED, CORRUPT
     */
    Path find(ObjectName nameOrId) {
        try {
            return names.open(nameOrId);
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
            return names.open(resolve(nameOrId));
        }
    }

    /** Returns the name of the segment with an id; null if no segment has it. */
    private ObjectName nameOfId(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < '0' || id.charAt(i) > '9') {
                return null;
            }
        }
        for (ObjectName name : names.list()) {
            try (SegmentRecord record = SegmentRecord.open(names.open(name))) {
                if (id.equals(Long.toString(record.id()))) {
                    return name;
                }
            } catch (IpcException e) {
                // The segment was just removed, or this user may not open it.
            }
        }
        return null;
    }

    /** Removes a segment. */
    void remove(ObjectName nameOrId) {
        names.remove(resolve(nameOrId), LocalSegments::deleteBytes);
    }

    /** Returns the name of the segment with this name or id; the argument if there is none. */
    private ObjectName resolve(ObjectName nameOrId) {
        ObjectName name = names.list().contains(nameOrId) ? null : nameOfId(nameOrId.text());
        return name == null ? nameOrId : name;
    }

    /**
     * Returns the directory of a segment and those of removed segments that had the same name.
     *
     * @throws IpcException ABSENT if there are none
     */
    List<Path> directoriesOf(ObjectName name) {
        List<Path> directories = new ArrayList<>();
        for (Leftover removed : removedInUse()) {
            if (removed.name().equals(name.text())) {
                directories.add(removed.path());
            }
        }
        try {
            directories.add(find(name));
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT || directories.isEmpty()) {
                throw e;
            }
        }
        return directories;
    }

    /** Lists the segments that have a name. */
    List<LocalSegment> list() {
        List<LocalSegment> segments = new ArrayList<>();
        for (ObjectName name : names.list()) {
            segments.add(new LocalSegment(this, name));
        }
        return segments;
    }

    /** Lists the removed segments to which a process is still attached. */
    List<Leftover> removedInUse() {
        return names.remaining();
    }

    /**
     * Deletes what dead processes left, and removed segments to which no process is attached.
     *
     * @param dryRun finds the leftovers without deleting them
     */
    List<Found> collectGarbage(boolean dryRun) {
        List<Found> found = new ArrayList<>();
        for (Leftover left : dryRun ? names.leftovers() : names.sweep(LocalSegments::deleteBytes)) {
            found.add(new Found(left.stage().noun(), left.name(), left.path()));
        }
        return found;
    }

    /** The kernel frees the memory when the last process has unmapped it. */
    private static void deleteBytes(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(BYTES));
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot remove the segment", e);
        }
    }

    private static boolean isRemoved(Path directory) {
        return !Files.exists(directory.resolve(BYTES));
    }

    private static boolean isUsed(Path directory) {
        try (SegmentRecord record = SegmentRecord.open(directory)) {
            return !record.others().isEmpty();
        } catch (IpcException e) {
            return false; // a damaged participant table must not keep the directory for ever
        }
    }
}
