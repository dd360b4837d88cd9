package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The objects of one kind, by name. An object appears and disappears as a whole, and never replaces
 * another object. The package documentation describes the steps, and what a death after each step
 * leaves.
 *
 * <p>No method waits for another process. Any number of threads and processes may call any method
 * at the same time. A failure of the file system causes an {@link IpcException}, which {@link
 * IoErrorCategory} creates. If the home is not trusted, every call fails with DENIED.
 */
public final class Namespace {
    /** The most attempts to create a directory that other processes delete. */
    private static final int MOST_TRIES = 100;

    private final HomeDirectory home;
    private final String kind;
    private final String noun;
    private final Predicate<Path> inUse;

    /**
     * Creates a namespace whose objects are deleted when they are removed, even if processes use
     * them.
     *
     * @param home the home directory
     * @param kind the name of the kind's directory in it, for example {@code buf}
     * @param noun the word for an object in messages, for example "buffer"
     */
    public Namespace(HomeDirectory home, String kind, String noun) {
        this(home, kind, noun, _ -> false);
    }

    /**
     * Creates a namespace whose removed objects remain without a name while processes use them.
     *
     * @param inUse whether a living process uses the removed object in a directory, or what remains
     *     of it
     */
    public Namespace(HomeDirectory home, String kind, String noun, Predicate<Path> inUse) {
        this.home = home;
        this.kind = kind;
        this.noun = noun;
        this.inUse = inUse;
    }

    /** A function that returns the permissions of a file in an object. */
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
         * permissions of the files are set afterwards.
         *
         * @throws IOException if a file cannot be created; the caller then deletes the directory,
         *     as after any other exception
         */
        void fill(Path directory) throws IOException;

        /**
         * Returns the permissions of one of the object's files, given the object's {@code mode}.
         */
        default int permissionsOf(Path file, int mode) {
            return mode;
        }
    }

    /**
     * Creates an object.
     *
     * @param mode the permissions of the object's files, 0 to 0777, set regardless of the umask.
     *     Its directories can be searched by users who may read the object; their owner may do
     *     everything
     * @param isRemoved whether the object in a directory is marked as removed by a removal that was
     *     interrupted; the creation then completes that removal. It must also return true if the
     *     file with the mark is absent, because that file may have been deleted first
     * @return the object's directory
     * @throws IpcException EXISTS; CANNOT_CREATE (the home cannot be created, or is on a network
     *     file system); DENIED; CORRUPT (the name belongs to something other than a directory);
     *     NO_SPACE; IO; USAGE (the mode is not allowed); and exceptions of the filler
     */
    public Path create(ObjectName name, int mode, Filler filler, Predicate<Path> isRemoved) {
        if (!ExactPermissions.isMode(mode)) {
            throw IpcException.usage(
                    "permissions are 0 to 777, not " + Integer.toOctalString(mode));
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Path directory = home.make(kind);
            try {
                return create(directory, name, mode, filler, isRemoved);
            } catch (IpcException e) {
                if (e.category() != Category.CANNOT_CREATE || Files.isDirectory(directory)) {
                    throw e;
                }
                // another process has deleted the empty directory of the kind
            }
        }
        throw new IpcException(Category.CANNOT_CREATE, "cannot create " + noun + " " + name);
    }

    private Path create(
            Path directory, ObjectName name, int mode, Filler filler, Predicate<Path> isRemoved) {
        ObjectLocation place = placeIn(directory, name);
        try {
            NetworkFileSystem.refuse(directory);
            place.refuseIfTaken(isRemoved);
            try (UnfinishedObject draft = UnfinishedObject.begin(directory, name)) {
                filler.fill(draft.object());
                ExactPermissions.apply(draft.object(), mode, filler::permissionsOf);
                place.publish(draft.object(), isRemoved);
            }
            return place.path();
        } catch (UncheckedIOException e) {
            throw IoErrorCategory.translate("cannot create " + place.title(), e.getCause());
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot create " + place.title(), e);
        }
    }

    /**
     * Finds an object. Every directory with a legal name was created completely. The caller checks
     * its content.
     *
     * @return the object's directory
     * @throws IpcException ABSENT; DENIED (also for a symbolic link); CORRUPT (not a directory)
     */
    public Path open(ObjectName name) {
        return find(name).path();
    }

    /**
     * Sets an object's permissions as {@link #create} does. Another process may see the new
     * permissions of some files and the old ones of others.
     *
     * @param mode 0 to 0777
     * @param permissions returns the permissions of each file
     * @throws IpcException ABSENT; DENIED (this user is not the owner); IO
     */
    public void chmod(ObjectName name, int mode, OfFile permissions) {
        ObjectLocation place = find(name);
        try {
            ExactPermissions.apply(place.path(), mode, permissions);
        } catch (NoSuchFileException e) {
            throw absent(name, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot change " + place.title(), e);
        }
    }

    /** Deletes the directory of the kind if it is empty. */
    public void removeKind() {
        home.remove(kind);
    }

    /** Returns the names of all objects, sorted. Some of these objects may not be usable. */
    public List<ObjectName> list() {
        List<ObjectName> names = new ArrayList<>();
        for (String fileName : fileNamesIn(home.find(kind))) {
            if (ObjectName.isLegal(fileName)) {
                names.add(new ObjectName(fileName));
            }
        }
        Collections.sort(names);
        return names;
    }

    /**
     * Removes an object. The first step removes its name; after it the removal is certain, and
     * another object with the same name may appear. Then the method calls {@code retire}, and
     * deletes the object. If a living process uses the object, it remains, and a later cleanup
     * deletes it.
     *
     * @param retire marks the object in the given directory as removed and wakes its waiters. It is
     *     called after the object has lost its name. It must accept a damaged object, missing files
     *     and a second call. Its exceptions are thrown after the object is deleted
     * @throws IpcException ABSENT; DENIED; CORRUPT (not a directory); IO (if the object has lost
     *     its name, a cleanup deletes the rest)
     */
    public void remove(ObjectName name, Consumer<Path> retire) {
        ObjectLocation place = find(name);
        String privateName = TemporaryName.unique(TemporaryName.OLD, name.text());
        Path old = place.path().resolveSibling(privateName);
        try {
            place.refuseIfAnothers();
            Files.move(place.path(), old, StandardCopyOption.ATOMIC_MOVE);
            LeftoverCleanup.bury(old, retire, inUse);
        } catch (NoSuchFileException e) {
            throw absent(name, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot remove " + place.title(), e);
        }
    }

    /**
     * Returns the leftovers of dead processes of this user: unfinished objects, and removed objects
     * that are not deleted. The result may contain a removed object that a living process is
     * deleting.
     */
    public List<Leftover> leftovers() {
        return found(false);
    }

    /** Returns removed objects of this user that remain because living processes use them. */
    public List<Leftover> remaining() {
        return found(true);
    }

    private List<Leftover> found(boolean used) {
        Path directory = home.find(kind);
        try {
            List<Leftover> found = new ArrayList<>();
            for (Leftover leftover : LeftoverCleanup.find(directory, fileNamesIn(directory))) {
                boolean removed = leftover.stage() == Leftover.Stage.REMOVAL;
                if ((removed && inUse.test(leftover.path())) == used) {
                    found.add(leftover);
                }
            }
            return found;
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look for leftovers in " + directory, e);
        }
    }

    /**
     * Deletes the leftovers that {@link #leftovers} returns, except objects that a living process
     * is creating.
     *
     * @param retire see {@link #remove}
     * @return the leftovers that this call deleted
     */
    public List<Leftover> sweep(Consumer<Path> retire) {
        List<Leftover> deleted = new ArrayList<>();
        for (Leftover leftover : leftovers()) {
            try {
                if (LeftoverCleanup.delete(leftover, retire, inUse)) {
                    deleted.add(leftover);
                }
            } catch (IOException e) {
                throw IoErrorCategory.translate("cannot delete " + leftover.path(), e);
            }
        }
        home.sweep();
        return deleted;
    }

    private ObjectLocation find(ObjectName name) {
        Path directory = home.find(kind);
        if (directory != null) {
            ObjectLocation place = placeIn(directory, name);
            try {
                if (place.isTaken()) {
                    return place;
                }
            } catch (IOException e) {
                throw IoErrorCategory.translate("cannot open " + place.title(), e);
            }
        }
        throw absent(name, null);
    }

    private List<String> fileNamesIn(Path directory) {
        List<String> names = new ArrayList<>();
        if (directory == null) {
            return names;
        }
        try {
            for (Path entry : HomeDirectory.entries(directory)) {
                names.add(entry.getFileName().toString());
            }
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot list " + directory, e);
        }
        return names;
    }

    private ObjectLocation placeIn(Path directory, ObjectName name) {
        return new ObjectLocation(directory.resolve(name.text()), noun + " " + name);
    }

    private IpcException absent(ObjectName name, IOException cause) {
        return new IpcException(Category.ABSENT, "no such " + noun + ": " + name, cause);
    }
}
