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
 * An object in the making: a private directory with the object's future directory in it, beside a
 * file on which the maker holds a lock for as long as it lives. So whether a draft is abandoned is
 * what the kernel says, not a guess by age or process number.
 *
 * <p>Such a lock vanishes when the process closes <em>any</em> descriptor of the file. So the file
 * is opened by the maker once, and one process never looks at its own drafts.
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

    /** How often a beginner gives way to somebody who takes its newborn draft for abandoned. */
    private static final int PATIENCE = 20;

    /** The drafts of this process, by name. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private boolean made;
    private FileChannel lock;

    private UnfinishedObject(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes a private directory, locked, with an empty directory for the object in it.
     *
     * @param kind where the object will be
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
                if (attempt == PATIENCE) {
                    throw e;
                }
            } finally {
                if (!begun) {
                    draft.close();
                }
            }
        }
    }

    /** False if somebody has taken the newborn draft for abandoned. */
    private boolean make() throws IOException {
        OWN.add(directory.getFileName().toString());
        ExactPermissions.makePrivateDirectory(directory);
        made = true;
        Path file = directory.resolve(LOCK);
        lock = FileChannel.open(file, MAKE, OWNER_ONLY);
        Files.setAttribute(file, "unix:mode", 0600);
        // Others delete the file under its lock only: if we have that and it is there, it stays.
        if (lock.tryLock() == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        ExactPermissions.makePrivateDirectory(object());
        return true;
    }

    /** The object's future directory. Only its owner can reach it. */
    Path object() {
        return directory.resolve(OBJECT);
    }

    /** Ends the draft: deletes all that has not been moved to its place. */
    @Override
    public void close() {
        try {
            if (made) {
                delete(directory);
            }
        } catch (IOException e) {
            // What cannot be deleted is abandoned once the lock is gone: the sweep's.
        }
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            // Nothing was written to it.
        }
        OWN.remove(directory.getFileName().toString());
    }

    /** Whether the maker of a draft is dead. False where that cannot be told. */
    static boolean isAbandoned(Path draft) throws IOException {
        return ifAbandoned(draft, false);
    }

    /** Deletes a draft if its maker is dead. Returns whether it has. */
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

    /** Without a lock file it is newborn, or dead before its first file or after its last. */
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

    /** The lock file last, so that there is one for as long as there is anything to delete. */
    private static void delete(Path draft) throws IOException {
        DirectoryTree.delete(draft.resolve(OBJECT));
        DirectoryTree.delete(draft);
    }
}
