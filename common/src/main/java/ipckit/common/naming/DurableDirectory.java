package ipckit.common.naming;

import ipckit.common.DurableContent;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory outside the {@linkplain HomeDirectory home}, usually on a disk. It contains the files
 * of one object. The directory is first created with a temporary name. When all its files are
 * complete, one atomic step gives the directory its final name. After a loss of power, the
 * directory is therefore complete or absent.
 *
 * <p>The object also has a directory in the home. The package documentation lists what remains if a
 * process dies while it creates both directories.
 */
final class DurableDirectory {
    private final Path parent;
    private final ObjectName name;
    private final String noun;

    /**
     * Checks that {@code parent} is a safe place for the directory with the object's files.
     *
     * @param parent the directory that the user names; it may contain the directories of several
     *     objects
     * @param noun the word for an object in messages, for example "mailbox"
     * @throws IpcException CANNOT_CREATE if {@code parent} does not exist or is on a network file
     *     system; DENIED if another user could replace the files in {@code parent}
     */
    DurableDirectory(Path parent, ObjectName name, String noun) {
        this.name = name;
        this.noun = noun;
        String problem = "cannot keep a " + noun + " in " + parent;
        if (!Files.isDirectory(parent)) {
            throw new IpcException(Category.CANNOT_CREATE, problem + ": no such directory");
        }
        try {
            DirectoryTrust.requireOwn(parent);
            NetworkFileSystem.refuse(parent);
            this.parent = parent.toRealPath();
        } catch (IOException e) {
            throw IoErrorCategory.translate(problem, e);
        }
    }

    /** Returns the absolute path of the directory that contains the object's files. */
    Path path() {
        return parent.resolve(name.text());
    }

    /**
     * Creates the directory {@link #path} outside the home (the directory of all objects), and the
     * object's files in it. If {@link #path} already contains an object, as after a restart of the
     * machine, restores this object instead. Afterwards, the caller must rename {@code object} to
     * its final name. If the process dies before this rename, a cleanup deletes what this method
     * has created.
     *
     * @param object the object's directory in the home, which still has a temporary name
     * @param mode the permissions of a new object, 0 to 0777, regardless of the umask
     * @param permissions chooses the permissions of each file
     * @return {@code mode} for a new object; for a restored object, the permissions of {@link
     *     #path}
     * @throws IpcException EXISTS if {@link #path} contains an object without the properties that
     *     the user asked for; CANNOT_CREATE if {@link #path} is not a directory, or contains files
     *     but no object; DENIED if {@link #path} belongs to another user; also the exceptions that
     *     {@code content} throws
     * @throws IOException if the file system refuses an operation
     */
    int fill(Path object, int mode, Namespace.OfFile permissions, DurableContent content)
            throws IOException {
        content.link(object, path());
        PathStatus found = find(content);
        while (found == null) {
            if (create(object, mode, permissions, disk -> content.create(disk, object))) {
                content.settle(object);
                return mode;
            }
            found = find(content);
        }
        if (!content.restore(object)) {
            throw new IpcException(
                    Category.EXISTS,
                    noun
                            + " "
                            + name
                            + " is in "
                            + parent
                            + ", and was created with other options");
        }
        return found.permissions() & ExactPermissions.ALL;
    }

    /**
     * Returns the type, permissions and owner of the directory {@link #path} if it contains an
     * object; otherwise null. If the object counts as removed, for example because its removal was
     * interrupted, this method deletes the object's files and returns null.
     *
     * @throws IpcException CANNOT_CREATE if {@link #path} is not a directory, or contains something
     *     other than an object; DENIED if {@link #path} belongs to another user, who could read and
     *     change the object
     */
    private PathStatus find(DurableContent content) throws IOException {
        PathStatus found = PathStatus.of(path());
        if (found == null || found.isDirectory() && DirectoryTree.isEmpty(path())) {
            return null;
        }
        if (!found.isDirectory() || !content.isAt(path())) {
            throw new IpcException(Category.CANNOT_CREATE, path() + " exists and holds no " + noun);
        }
        if (found.uid() != CurrentProcess.uid()) {
            throw new IpcException(Category.DENIED, path() + " belongs to another user");
        }
        return content.clear(path()) ? null : found;
    }

    /**
     * Creates the directory {@link #path} and the object's files in it.
     *
     * @param object the object's directory in the home (the directory of all objects)
     * @return false if another process has created {@link #path} first
     */
    boolean create(Path object, int mode, Namespace.OfFile permissions, Namespace.Filler filler)
            throws IOException {
        String fileName = TemporaryName.nameIn(object.getParent().getFileName().toString());
        UnfinishedObject.recordOutside(object, parent);
        String prefix = fileName.substring(0, fileName.length() - name.text().length());
        LeftoverCleanup.deleteAbandoned(parent, prefix);
        try (UnfinishedObject draft = UnfinishedObject.begin(parent, fileName)) {
            filler.fill(draft.object());
            ExactPermissions.apply(draft.object(), mode, permissions);
            new ObjectLocation(path(), noun + " " + name + " in " + parent)
                    .publish(draft.object(), ObjectLifecycle.PLAIN);
            return true;
        } catch (IpcException e) {
            if (e.category() != Category.EXISTS) {
                throw e;
            }
            UnfinishedObject.forgetOutside(object);
            return false;
        }
    }
}
