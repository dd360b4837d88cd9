package ipckit.common.naming;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An unfinished object: a private directory that contains the object's future directory and a file
 * that the creating process keeps locked while it lives. The kernel therefore decides whether an
 * unfinished object is abandoned, not its age or a pid.
 *
 * <p>Such a lock vanishes when the process closes <em>any</em> descriptor of the file. So the
 * creating process opens the file once, and a process never inspects its own unfinished objects.
 */
final class UnfinishedObject implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String LOCK = "maker";
    private static final String OBJECT = "object";

    private static final Set<OpenOption> MAKE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<OpenOption> LOOK =
            Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /**
     * How often to begin again when another process deletes a new unfinished object as abandoned.
     */
    private static final int MOST_TRIES = 20;

    /** The names of this process's unfinished objects. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private boolean made;
    private FileChannel lock;

    private UnfinishedObject(Path directory) {
        this.directory = directory;
    }

    /**
     * Creates a private directory, locks it, and creates an empty directory for the object in it.
     *
     * @param kind the directory of the kind, in which the object will be
     */
    static UnfinishedObject begin(Path kind, ObjectName name) throws IOException {
        for (int attempt = 1; ; attempt++) {
            UnfinishedObject draft =
                    new UnfinishedObject(
                            kind.resolve(TemporaryName.unique(TemporaryName.NEW, name.text())));
            boolean begun = false;
            try {
                begun = draft.make();
                if (begun) {
                    return draft;
                }
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                if (attempt == MOST_TRIES) {
                    throw e;
                }
            } finally {
                if (!begun) {
                    draft.close();
                }
            }
        }
    }

    /**
     * Creates and locks the private directory; returns false if another process has deleted it as
     * abandoned.
     */
    private boolean make() throws IOException {
        OWN.add(directory.getFileName().toString());
        ExactPermissions.makePrivateDirectory(directory);
        made = true;
        Path file = directory.resolve(LOCK);
        lock = FileChannel.open(file, MAKE, OWNER_ONLY);
        Files.setAttribute(file, "unix:mode", 0600);
        // Another process deletes the file only while it holds the lock. If this process holds the
        // lock and the file exists, the file stays.
        if (lock.tryLock() == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        ExactPermissions.makePrivateDirectory(object());
        return true;
    }

    /** Returns the object's future directory, which only its owner can reach. */
    Path object() {
        return directory.resolve(OBJECT);
    }

    /** Deletes everything that was not moved to its location. */
    @Override
    public void close() {
        try {
            if (made) {
                delete(directory);
            }
        } catch (IOException e) {
            // a cleanup deletes the rest, which is abandoned once the lock is gone
        }
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            // nothing was written, so nothing is lost
        }
        OWN.remove(directory.getFileName().toString());
    }

    /**
     * Whether the process that created an unfinished object is dead; false if that cannot be
     * determined.
     */
    static boolean isAbandoned(Path draft) throws IOException {
        return ifAbandoned(draft, false);
    }

    /** Deletes an unfinished object if its creating process is dead; returns whether it did. */
    static boolean deleteIfAbandoned(Path draft) throws IOException {
        return ifAbandoned(draft, true);
    }

    private static boolean ifAbandoned(Path draft, boolean delete) throws IOException {
        if (OWN.contains(draft.getFileName().toString())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(draft.resolve(LOCK), LOOK)) {
            if (channel.tryLock() == null) {
                return false;
            }
            if (delete) {
                delete(draft);
            }
            return true;
        } catch (NoSuchFileException e) {
            return ifEmpty(draft, delete);
        } catch (OverlappingFileLockException | AccessDeniedException e) {
            return false;
        }
    }

    /**
     * Handles an unfinished object without a lock file: it is new, or its creating process died
     * before the first or after the last file.
     */
    private static boolean ifEmpty(Path draft, boolean delete) throws IOException {
        try {
            if (!delete) {
                return DirectoryTree.isEmpty(draft);
            }
            Files.delete(draft);
            return true;
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            return false;
        }
    }

    /** Deletes the lock file last, so that it exists while there is anything to delete. */
    private static void delete(Path draft) throws IOException {
        DirectoryTree.delete(draft.resolve(OBJECT));
        DirectoryTree.delete(draft);
    }
}
