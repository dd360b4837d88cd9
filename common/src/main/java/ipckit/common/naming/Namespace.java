package ipckit.common.naming;

import ipckit.common.DurableContent;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Creates, finds, lists and removes the objects of one kind, for example all buffers. Each object
 * has a name, and is a directory in the home ({@link HomeDirectory}). The name of this directory is
 * the prefix of the kind followed by the name of the object, for example {@code buf.jobs}.
 *
 * <p>An object appears and disappears in one atomic step. A new object replaces an existing object
 * of the same name only if the existing object is marked as removed. The package documentation
 * lists the steps of creation and removal, and what remains if the process dies after each step.
 *
 * <p>No method waits for another process. Any number of threads and processes may call any method
 * at the same time. Failures of the file system are thrown as {@link IpcException}. If the home is
 * not trusted, a call that creates or opens an object fails with DENIED.
 */
public final class Namespace {
    private static final int OWNER = 0600;

    private final HomeDirectory home;
    private final String prefix;
    private final String noun;
    private final OfFile permissions;
    private final ObjectLifecycle lifecycle;

    /**
     * Creates a namespace of objects with the lifecycle {@link ObjectLifecycle#PLAIN}.
     *
     * @param home the home, which is the directory of the objects of all kinds
     * @param prefix the beginning of the directory name of each object of this kind, for example
     *     {@code buf.}
     * @param noun the word for an object in messages, for example "buffer"
     * @param permissions chooses the permissions of each file of an object
     */
    public Namespace(HomeDirectory home, String prefix, String noun, OfFile permissions) {
        this(home, prefix, noun, permissions, ObjectLifecycle.PLAIN);
    }

    /**
     * Creates a namespace.
     *
     * @param lifecycle the actions at the creation and removal of the objects
     */
    public Namespace(
            HomeDirectory home,
            String prefix,
            String noun,
            OfFile permissions,
            ObjectLifecycle lifecycle) {
        this.home = home;
        this.prefix = prefix;
        this.noun = noun;
        this.permissions = permissions;
        this.lifecycle = lifecycle;
    }

    /** Chooses the permissions of each file in an object's directory. */
    @FunctionalInterface
    public interface OfFile {
        /**
         * Returns the permission bits of a file, 0 to 0777.
         *
         * @param mode the permissions of the object
         */
        int permissions(Path file, int mode);
    }

    /** Creates the files of an object. */
    @FunctionalInterface
    public interface Filler {
        /**
         * Creates the object's files in a private directory, which no other user can open. The
         * permissions of the files are set afterwards. If this method throws an exception, the
         * namespace deletes the directory.
         *
         * @throws IOException if a file cannot be created
         */
        void fill(Path directory) throws IOException;
    }

    /**
     * Creates an object. If an object of this name already exists and {@link
     * ObjectLifecycle#isRemoved} returns true for it, its removal was interrupted. This method then
     * completes that removal first.
     *
     * <p>A directory of the object gets additional permissions: its owner gets all permissions, and
     * each user with the permission to read also gets the permission to search.
     *
     * @param mode the permissions of the object, 0 to 0777, regardless of the umask
     * @return the object's directory
     * @throws IpcException EXISTS if the name belongs to an object that is not marked as removed;
     *     CANNOT_CREATE if the home (the directory of all objects) cannot be created or is on a
     *     network file system; DENIED if permissions forbid the creation; CORRUPT if the name
     *     belongs to a file that is not a directory; NO_SPACE if no space is left; USAGE if the
     *     mode is not allowed; IO for any other failure of the file system; also the exceptions of
     *     the filler
     */
    public Path create(ObjectName name, int mode, Filler filler) {
        return make(
                name,
                mode,
                directory -> {
                    filler.fill(directory);
                    return mode;
                });
    }

    /**
     * Creates an object whose files are in a directory on a disk. This directory has the name of
     * the object, and {@code parent} contains it. If the directory already contains an object, this
     * method restores this object, which keeps its permissions.
     *
     * <p>The creation opens the files again after it has set their permissions. Therefore the owner
     * of a new object must have the permissions to read and write.
     *
     * <p>First, this method deletes the unfinished objects of this name that dead processes have
     * left in the home (the directory of all objects). Otherwise this method could restore the
     * files of an object whose creation was interrupted. No cleanup would then delete these files,
     * because they would belong to the restored object.
     *
     * @param mode the permissions of a new object, as {@link #create} sets them
     * @param parent a directory on the disk
     * @return the object's directory
     * @throws IpcException as {@link #create} does; USAGE also if {@code mode} does not let the
     *     owner read and write; EXISTS also if the directory of the files contains an object
     *     without the properties that the user asked for; CANNOT_CREATE also if the directory of
     *     the files contains other files but no object, or if {@code parent} does not exist; DENIED
     *     also if {@code parent} is not trusted
     */
    public Path createOrRestore(ObjectName name, int mode, Path parent, DurableContent content) {
        if ((mode & OWNER) != OWNER) {
            throw IpcException.usage(
                    "the owner must be able to read and write a %s on a disk, so its permissions are not %03o"
                            .formatted(noun, mode));
        }
        DurableDirectory disk = new DurableDirectory(parent, name, noun);
        deleteAbandoned(name);
        Path object;
        do {
            object =
                    make(name, mode, directory -> disk.fill(directory, mode, permissions, content));
        } while (!keeps(content, object));
        return object;
    }

    private static boolean keeps(DurableContent content, Path object) {
        try {
            return content.keep(object);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot create " + object, e);
        }
    }

    private void deleteAbandoned(ObjectName name) {
        for (Leftover leftover : leftovers()) {
            if (leftover.stage() == Leftover.Stage.CREATION
                    && leftover.name().equals(name.text())) {
                finish(leftover);
            }
        }
    }

    /** Creates the files of an object in a directory, and returns the permissions of the object. */
    @FunctionalInterface
    private interface Maker {
        int make(Path directory) throws IOException;
    }

    private Path make(ObjectName name, int mode, Maker maker) {
        if (!ExactPermissions.isMode(mode)) {
            throw IpcException.usage(
                    "permissions are 0 to 777, not " + Integer.toOctalString(mode));
        }
        home.make();
        ObjectLocation place = placeOf(name);
        try {
            NetworkFileSystem.refuse(home.path());
            place.refuseIfTaken(lifecycle);
            try (UnfinishedObject draft =
                    UnfinishedObject.begin(home.path(), prefix + name, lifecycle)) {
                int permitted = maker.make(draft.object());
                ExactPermissions.apply(draft.object(), permitted, permissions);
                place.publish(draft.object(), lifecycle);
            }
            return place.path();
        } catch (UncheckedIOException e) {
            throw IoErrorCategory.translate("cannot create " + place.title(), e.getCause());
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot create " + place.title(), e);
        }
    }

    /**
     * Finds an object. An object gets its name only when it is complete, so this method never finds
     * an unfinished object. The caller must check the content of the object.
     *
     * @return the object's directory
     * @throws IpcException ABSENT if the object does not exist; DENIED if permissions forbid the
     *     access, if the path is a symbolic link, or if a user who is not trusted could replace the
     *     object; CORRUPT if the path is not a directory
     */
    public Path open(ObjectName name) {
        return find(name).path();
    }

    /**
     * Finds an object as {@link #open} does, but only if it belongs to this user. A process calls
     * this method if it obeys the content of the object, for example if it sends a signal to the
     * process that a file of the object names. A process of root could open the objects of all
     * users, but must obey only its own. Therefore this method also fails for root if the object
     * belongs to another user.
     *
     * @return the object's directory
     * @throws IpcException as {@link #open} does; DENIED also if the object belongs to another user
     */
    public Path openOwn(ObjectName name) {
        ObjectLocation place = find(name);
        try {
            PathStatus object = place.status();
            if (object == null) {
                throw absent(name, null);
            }
            if (object.uid() != CurrentProcess.uid()) {
                throw new IpcException(Category.DENIED, place.title() + " belongs to another user");
            }
            return place.path();
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot open " + place.title(), e);
        }
    }

    /**
     * Changes the permissions of an object. Its directories get the additional permissions that
     * {@link #create} describes. During the call, another process may see the new permissions of
     * some files and the old permissions of other files.
     *
     * @param mode the permissions of the object, 0 to 0777
     * @throws IpcException ABSENT if the object does not exist; DENIED if this user is not the
     *     owner; CORRUPT if the path is not a directory; IO for any other failure
     */
    public void chmod(ObjectName name, int mode) {
        ObjectLocation place = find(name);
        try {
            ExactPermissions.apply(place.path(), mode, permissions);
        } catch (NoSuchFileException e) {
            throw absent(name, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot change " + place.title(), e);
        }
    }

    /**
     * Returns the names of all objects, sorted. The objects are not checked, so some of them may be
     * damaged.
     */
    public List<ObjectName> list() {
        List<ObjectName> names = new ArrayList<>();
        for (String fileName : home.exists() ? fileNames() : List.<String>of()) {
            if (fileName.startsWith(prefix)) {
                String name = fileName.substring(prefix.length());
                if (ObjectName.isLegal(name)) {
                    names.add(new ObjectName(name));
                }
            }
        }
        Collections.sort(names);
        return names;
    }

    /**
     * Removes an object. First, this method renames the object's directory to a temporary name.
     * From then on, another object may get the name, and the removal cannot be undone. Then this
     * method calls {@link ObjectLifecycle#retire}, which marks the object as removed and wakes the
     * processes that wait for it. Finally this method deletes the object, unless a living process
     * {@linkplain ObjectLifecycle#isInUse uses} it. In that case, a later cleanup deletes the
     * object. If {@code retire} throws an exception, this method deletes the object and then throws
     * the exception.
     *
     * @throws IpcException ABSENT if the object does not exist; DENIED if permissions forbid the
     *     removal; CORRUPT if the path is not a directory; IO for any other failure. If the
     *     directory already has the temporary name when the failure occurs, a later cleanup deletes
     *     the rest of the object
     */
    public void remove(ObjectName name) {
        ObjectLocation place = find(name);
        String privateName = TemporaryName.unique(TemporaryName.OLD, prefix + name);
        Path old = place.path().resolveSibling(privateName);
        try {
            place.refuseIfAnothers();
            lifecycle.prepareRemoval(place.path());
            Files.move(place.path(), old, StandardCopyOption.ATOMIC_MOVE);
            LeftoverCleanup.bury(old, lifecycle);
        } catch (NoSuchFileException e) {
            throw absent(name, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot remove " + place.title(), e);
        }
    }

    /**
     * Returns the temporary directories that processes of this user have left. They contain
     * unfinished objects of dead processes, and removed objects that no process uses. A living
     * process may still be deleting such a removed object.
     */
    public List<Leftover> leftovers() {
        return found(false);
    }

    /** Returns the removed objects of this user that remain because living processes use them. */
    public List<Leftover> remaining() {
        return found(true);
    }

    private List<Leftover> found(boolean used) {
        List<Leftover> found = new ArrayList<>();
        if (!home.exists() || !home.isTrusted()) {
            return found;
        }
        try {
            for (Leftover leftover : LeftoverCleanup.find(home.path(), prefix, fileNames())) {
                boolean removed = leftover.stage() == Leftover.Stage.REMOVAL;
                if ((removed && lifecycle.isInUse(leftover.path())) == used) {
                    found.add(leftover);
                }
            }
            return found;
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look for leftovers in " + home.path(), e);
        }
    }

    /**
     * Deletes the leftovers that {@link #leftovers} returns.
     *
     * <p>This method calls {@link ObjectLifecycle#retire} before it deletes a removed object,
     * because the removal was perhaps interrupted before it marked the object as removed. This
     * method also calls {@code retire} before it deletes an unfinished object whose files may be on
     * a disk.
     *
     * @return the leftovers that this call deleted, and the leftovers that it could not delete,
     *     each with the failure
     */
    public List<Leftover> sweep() {
        List<Leftover> deleted = new ArrayList<>();
        for (Leftover leftover : leftovers()) {
            try {
                if (finish(leftover)) {
                    deleted.add(leftover);
                }
            } catch (IpcException e) {
                deleted.add(leftover.failed(e));
            }
        }
        return deleted;
    }

    /**
     * Finds the leftovers of this user (see {@link #leftovers}), and deletes them unless {@code
     * dryRun} is true.
     *
     * @param dryRun true to find the leftovers without deleting them
     * @return the result of {@link #leftovers} if {@code dryRun} is true; otherwise the result of
     *     {@link #sweep}
     */
    public List<Leftover> collectLeftovers(boolean dryRun) {
        return dryRun ? leftovers() : sweep();
    }

    /** Deletes a leftover, and returns whether this call has deleted it. */
    private boolean finish(Leftover leftover) {
        try {
            return leftover.stage() == Leftover.Stage.CREATION
                    ? UnfinishedObject.deleteIfAbandoned(leftover.path(), lifecycle)
                    : LeftoverCleanup.bury(leftover.path(), lifecycle);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot delete " + leftover.path(), e);
        }
    }

    private ObjectLocation find(ObjectName name) {
        ObjectLocation place = placeOf(name);
        try {
            PathStatus object = home.exists() ? place.status() : null;
            if (object == null) {
                throw absent(name, null);
            }
            home.requireTrusted(object.uid());
            return place;
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot open " + place.title(), e);
        }
    }

    private List<String> fileNames() {
        List<String> names = new ArrayList<>();
        try {
            for (Path entry : HomeDirectory.entries(home.path())) {
                names.add(entry.getFileName().toString());
            }
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot list " + home.path(), e);
        }
        return names;
    }

    private ObjectLocation placeOf(ObjectName name) {
        return new ObjectLocation(home.path().resolve(prefix + name), noun + " " + name);
    }

    private IpcException absent(ObjectName name, IOException cause) {
        return new IpcException(Category.ABSENT, "no such " + noun + ": " + name, cause);
    }
}
