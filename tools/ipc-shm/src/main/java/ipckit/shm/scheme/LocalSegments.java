package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.Namespace;
import ipckit.common.naming.ObjectLifecycle;
import ipckit.common.naming.ObjectName;
import ipckit.common.naming.ScratchDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The local segments, which are directories in {@code $IPC_DIR}. The directory of a segment
 * contains three kinds of files: the file {@code segment}, which holds the user's bytes and nothing
 * else; the files of {@link SegmentRecord}, which record the attached processes; and the file
 * {@code lock}, which the verb {@code lock} locks.
 *
 * <p>A process that removes a segment renames the directory, deletes the file {@code segment}, and
 * then counts the attached processes. The kernel keeps the memory of the deleted file for the
 * processes that have mapped the file. While any process is attached, the renamed directory stays,
 * so that {@code ls} can show the removed segment. The last process to detach deletes the
 * directory. If the last process cannot do so, for example because it was killed, {@code gc}
 * deletes the directory.
 *
 * <p>A process that attaches a segment first records itself as attached and then opens the file
 * {@code segment}. If the file exists, the record was made before the deletion of the file. The
 * process that removes the segment counts the records only after the deletion. So the count
 * includes every process that has attached the segment.
 */
final class LocalSegments {
    /** The name of the file that holds the user's bytes. */
    static final String BYTES = "segment";

    /** The name of the file that the verb {@code lock} locks. */
    static final String LOCK = "lock";

    private static final int READ = 0444;
    private static final int READ_TO_WRITE_SHIFT = 1;

    private final Namespace names =
            new Namespace(
                    HomeDirectory.fromEnvironment(),
                    "shm.",
                    "segment",
                    LocalSegments::permissionsOf,
                    new Lifecycle());

    /**
     * Creates a segment with the given name.
     *
     * @param size in bytes
     * @param mode permissions, 0 to 0777
     * @return the id of the segment, a random number
     */
    long create(ObjectName name, long size, int mode) {
        return create(name, randomId(), size, mode);
    }

    /**
     * Creates a segment whose name is its id.
     *
     * @param size in bytes
     * @param mode permissions, 0 to 0777
     * @return the id of the segment, a random number
     */
    long createUnnamed(long size, int mode) {
        for (; ; ) {
            int id = randomId();
            try {
                return create(new ObjectName(Integer.toString(id)), id, size, mode);
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS) {
                    throw e;
                }
            }
        }
    }

    private static int randomId() {
        return ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    }

    private long create(ObjectName name, int id, long size, int mode) {
        names.create(name, mode, new SegmentFiles(id, size));
        return id;
    }

    private record SegmentFiles(int id, long size) implements Namespace.Filler {
        @Override
        public void fill(Path directory) throws IOException {
            MappedFile.create(directory.resolve(BYTES), size);
            SegmentRecord.create(directory, id);
            Files.createFile(directory.resolve(LOCK));
        }
    }

    /**
     * Returns the permissions of a file in a segment's directory. The file {@code segment} has the
     * permissions {@code mode}. Each user who may read this file may also write the other files,
     * because a reader must be able to record itself as attached and to wait for the lock.
     */
    private static int permissionsOf(Path file, int mode) {
        return file.endsWith(BYTES) ? mode : mode | (mode & READ) >> READ_TO_WRITE_SHIFT;
    }

    /** Changes the permissions of a segment. */
    void chmod(ObjectName nameOrId, int mode) {
        names.chmod(resolve(nameOrId), mode);
    }

    /**
     * Returns the directory of a segment.
     *
     * @param nameOrId the name, or the id in decimal digits
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not use
     *     it; CORRUPT if its files are damaged
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

    /** Returns the name of the segment with the given id; null if no segment has this id. */
    private ObjectName nameOfId(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < '0' || id.charAt(i) > '9') {
                return null;
            }
        }
        for (ObjectName name : names.list()) {
            try (SegmentRecord record = new SegmentRecord(names.open(name))) {
                if (id.equals(Long.toString(record.id()))) {
                    return name;
                }
            } catch (IpcException e) {
                // This process cannot open the segment, for example because another process has
                // just removed the segment. Such a segment is skipped.
            }
        }
        return null;
    }

    /** Removes a segment. */
    void remove(ObjectName nameOrId) {
        names.remove(resolve(nameOrId));
    }

    /**
     * Returns the name of the segment that the argument identifies. The argument is first looked up
     * as a name. If no segment has this name, the argument is looked up as an id. If no segment has
     * this id either, returns the argument itself.
     */
    private ObjectName resolve(ObjectName nameOrId) {
        ObjectName name = names.list().contains(nameOrId) ? null : nameOfId(nameOrId.text());
        return name == null ? nameOrId : name;
    }

    /**
     * Returns the directories of all segments that have or had the given name: the existing
     * segment, and each removed segment to which a process is still attached.
     *
     * @throws IpcException ABSENT if there is no such directory
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

    /** Returns the segments that have not been removed. */
    List<LocalSegment> list() {
        List<LocalSegment> segments = new ArrayList<>();
        for (ObjectName name : names.list()) {
            segments.add(new LocalSegment(this, name));
        }
        return segments;
    }

    /** Returns the removed segments of this user to which a process is still attached. */
    List<Leftover> removedInUse() {
        return names.remaining();
    }

    /**
     * Deletes the directories of two kinds of segments: segments whose creating process died before
     * the segment was complete, and removed segments to which no process is attached any more. Also
     * deletes the temporary directories of dead processes.
     *
     * @param dryRun true to find these directories without deleting them
     * @return the directories that were deleted, and the directories that could not be deleted; for
     *     a dry run, the directories that would be deleted
     */
    List<Leftover> collectGarbage(boolean dryRun) {
        List<Leftover> found = new ArrayList<>(names.collectLeftovers(dryRun));
        found.addAll(ScratchDirectory.collectLeftovers(dryRun));
        return found;
    }

    private static final class Lifecycle implements ObjectLifecycle {
        @Override
        public boolean isRemoved(Path directory) {
            return !Files.exists(directory.resolve(BYTES));
        }

        /**
         * Deletes the file {@code segment}, which holds the user's bytes. The kernel frees the
         * memory of this file when the last process has unmapped the file.
         */
        @Override
        public void retire(Path directory) {
            try {
                Files.deleteIfExists(directory.resolve(BYTES));
            } catch (IOException e) {
                throw IoErrorCategory.translate("cannot remove the segment", e);
            }
        }

        @Override
        public boolean isInUse(Path directory) {
            try (SegmentRecord record = new SegmentRecord(directory)) {
                return !record.others().isEmpty();
            } catch (IpcException e) {
                // A directory with a damaged participant table counts as unused, so that gc deletes
                // the directory.
                return false;
            }
        }
    }
}
