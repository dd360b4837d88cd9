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
 * An unfinished object. It is a private directory with two entries: the directory that becomes the
 * object's directory, and a lock file that the creating process keeps locked. The kernel releases
 * the lock when the creating process dies. Therefore the lock shows whether an unfinished object is
 * abandoned, that is, whether its creating process is dead.
 *
 * <p>The object's files may be in a directory outside the {@linkplain HomeDirectory home}. The
 * creating process then creates a second unfinished object, which is outside the home and contains
 * these files. The unfinished object in the home has a third entry in this case: a symbolic link to
 * the directory that contains the second unfinished object. A cleanup of the home follows this
 * link, and so finds both unfinished objects.
 *
 * <p>The kernel also releases the lock when the creating process closes <em>any</em> descriptor of
 * the lock file. So the creating process opens the file only once. A process never tests whether
 * its own unfinished objects are abandoned, because the test opens and closes the lock file.
 */
final class UnfinishedObject implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String LOCK = "maker";
    private static final String OBJECT = "object";
    private static final String OUTSIDE = "outside";

    private static final Set<OpenOption> MAKE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<OpenOption> LOOK =
            Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /**
     * The largest number of attempts to create the private directory. An attempt fails if a cleanup
     * of another process deletes the private directory before this process has locked the lock
     * file.
     */
    private static final int MOST_TRIES = 20;

    /** The names of the private directories of this process's unfinished objects. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final ObjectLifecycle lifecycle;
    private boolean made;
    private FileChannel lock;

    private UnfinishedObject(Path directory, ObjectLifecycle lifecycle) {
        this.directory = directory;
        this.lifecycle = lifecycle;
    }

    /**
     * Creates a private directory with a locked lock file and an empty directory for the object.
     *
     * @param home the directory in which the private directory is created
     * @param fileName the name that the object's directory will have in the home (the directory of
     *     all objects)
     */
    static UnfinishedObject begin(Path home, String fileName) throws IOException {
        return begin(home, fileName, ObjectLifecycle.PLAIN);
    }

    /**
     * Creates a private directory as {@link #begin(Path, String)} does. If the private directory
     * contains the symbolic link that {@link #recordOutside} creates, {@link #close} calls the
     * method {@code retire} of {@code lifecycle} before it deletes the object.
     */
    static UnfinishedObject begin(Path home, String fileName, ObjectLifecycle lifecycle)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            UnfinishedObject draft =
                    new UnfinishedObject(
                            home.resolve(TemporaryName.unique(TemporaryName.NEW, fileName)),
                            lifecycle);
            boolean begun = false;
            try {
                draft.make();
                begun = true;
                return draft;
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
     * Creates the private directory and its locked lock file.
     *
     * @throws NoSuchFileException if a cleanup of another process interferes before this process
     *     has locked the lock file. Until then, the object looks abandoned to the cleanup. The
     *     cleanup may lock the lock file, or delete the private directory
     */
    private void make() throws IOException {
        OWN.add(directory.getFileName().toString());
        ExactPermissions.makePrivateDirectory(directory);
        made = true;
        Path file = directory.resolve(LOCK);
        lock = FileChannel.open(file, MAKE, OWNER_ONLY);
        Files.setAttribute(file, "unix:mode", 0600);
        // A process that deletes abandoned objects locks the lock file before it deletes the
        // private directory. If this process has got the lock while the file still exists, no other
        // process can delete the directory any more.
        if (lock.tryLock() == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString());
        }
        ExactPermissions.makePrivateDirectory(object());
    }

    /**
     * Returns the directory in which the object's files are created. Other users cannot open the
     * directory. When the object is complete, this directory becomes the object's directory.
     */
    Path object() {
        return objectIn(directory);
    }

    /** Returns the name of the private directory. */
    String name() {
        return directory.getFileName().toString();
    }

    /**
     * Returns the directory in which the files of an unfinished object are created.
     *
     * @param draft the private directory of the unfinished object
     */
    static Path objectIn(Path draft) {
        return draft.resolve(OBJECT);
    }

    /**
     * Creates a symbolic link from an unfinished object in the home (the directory of all objects)
     * to {@code parent}. The creating process then creates a second unfinished object in {@code
     * parent}, for the files of the object. Through the link, a cleanup of the home finds the
     * second unfinished object.
     *
     * @param object the directory that {@link #object} returned
     * @param parent the directory outside the home that will contain the second unfinished object
     */
    static void recordOutside(Path object, Path parent) throws IOException {
        Files.createSymbolicLink(object.resolveSibling(OUTSIDE), parent);
    }

    /**
     * Deletes the symbolic link that {@link #recordOutside} created. A cleanup then deletes no
     * files outside the home (the directory of all objects).
     */
    static void forgetOutside(Path object) throws IOException {
        Files.delete(object.resolveSibling(OUTSIDE));
    }

    /**
     * Deletes the private directory and its content. A finished object is not deleted, because it
     * was moved out of the private directory before.
     */
    @Override
    public void close() {
        try (FileChannel _ = lock) {
            if (made) {
                delete(directory, lifecycle);
            }
        } catch (IOException e) {
            // If the deletion has failed, a later cleanup deletes the remaining files, because the
            // object counts as abandoned after its lock is released. If closing the lock file has
            // failed, no data is lost, because the file is empty.
        }
        OWN.remove(directory.getFileName().toString());
    }

    /**
     * Returns whether the process that created an unfinished object is dead. While that process
     * lives, it holds a lock on the lock file. Returns false if this process has no permission to
     * test that lock.
     */
    static boolean isAbandoned(Path draft) throws IOException {
        return ifAbandoned(draft, null);
    }

    /**
     * Deletes an unfinished object if its creating process is dead. If the private directory of
     * this object contains the symbolic link that {@link #recordOutside} creates, calls the method
     * {@code retire} of {@code lifecycle} before the deletion.
     *
     * @return whether this call deleted the object
     */
    static boolean deleteIfAbandoned(Path draft, ObjectLifecycle lifecycle) throws IOException {
        return ifAbandoned(draft, lifecycle);
    }

    /**
     * Returns whether the process that created an unfinished object is dead. If so, also deletes
     * the object, except if {@code lifecycle} is null.
     */
    private static boolean ifAbandoned(Path draft, ObjectLifecycle lifecycle) throws IOException {
        if (OWN.contains(draft.getFileName().toString())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(draft.resolve(LOCK), LOOK)) {
            if (channel.tryLock() == null) {
                return false;
            }
            if (lifecycle != null) {
                delete(draft, lifecycle);
            }
            return true;
        } catch (NoSuchFileException e) {
            return ifEmpty(draft, lifecycle != null);
        } catch (OverlappingFileLockException | AccessDeniedException e) {
            return false;
        }
    }

    /**
     * Returns whether an unfinished object without a lock file is abandoned. Such an object counts
     * as abandoned if its private directory is empty. If {@code delete} is true, this method also
     * deletes the empty directory.
     *
     * <p>The deletion is harmless even if the creating process still lives and is about to create
     * the lock file. That process then cannot create the file, and tries again with another
     * directory.
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

    /**
     * Deletes the private directory and the files that the object has outside the home (the
     * directory of all objects). A finished object is no longer in the private directory, so its
     * files outside the home are kept. The lock file is deleted last. If the deletion is
     * interrupted, other processes find the lock file, and can still test whether the object is
     * abandoned.
     */
    private static void delete(Path draft, ObjectLifecycle lifecycle) throws IOException {
        Path object = objectIn(draft);
        Path outside = draft.resolve(OUTSIDE);
        if (Files.isSymbolicLink(outside) && Files.exists(object, LinkOption.NOFOLLOW_LINKS)) {
            lifecycle.retire(object);
            LeftoverCleanup.deleteAbandoned(
                    Files.readSymbolicLink(outside),
                    TemporaryName.nameIn(draft.getFileName().toString()));
        }
        DirectoryTree.delete(object);
        DirectoryTree.delete(outside);
        DirectoryTree.delete(draft);
    }
}
