package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
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
 * The objects of one kind, by name. They appear whole or not at all, and never replace each other.
 * The package documentation has the steps, and what a death between them leaves.
 *
 * <p>No method waits for another process. Any number of threads and processes may call any method
 * at the same time. An error of the file system ends in an {@link IpcException} as {@link
 * IoErrorCategory} translates it. If the home is not trusted, every call fails with DENIED.
 */
public final class Namespace {
    /** How often to create a directory again that other processes delete. */
    private static final int MOST_TRIES = 100;

    private final HomeDirectory home;
    private final String kind;
    private final String noun;
    private final Predicate<Path> inUse;

    /**
     * Creates a namespace of objects that a removal deletes at once, even if they are in use.
     *
     * @param home the home directory
     * @param kind the name of the kind's directory in it, for example {@code buf}
     * @param noun the word for an object in messages, for example "buffer"
     */
    public Namespace(HomeDirectory home, String kind, String noun) {
        this(home, kind, noun, _ -> false);
    }

    /**
     * Creates a namespace of objects that remain without their name while they are in use.
     *
     * @param inUse whether a living process uses the removed object in a directory, or its remains
     */
    public Namespace(HomeDirectory home, String kind, String noun, Predicate<Path> inUse) {
        this.home = home;
        this.kind = kind;
        this.noun = noun;
        this.inUse = inUse;
    }

    /** Gives the permissions of a file in an object whose permissions are {@code mode}. */
    @FunctionalInterface
    public interface OfFile {
        /** Returns permission bits, 0 to 0777. */
        int permissions(Path file, int mode);
    }

    /** Creates the files of an object. */
    @FunctionalInterface
    public interface Filler {
        /**
         * Creates the object's files in its future directory, which no other user can reach. Their
         * permissions are set afterwards.
         *
         * @throws IOException or any other exception on failure; then nothing remains
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
     * @param mode the permissions of its files, 0 to 0777, set regardless of the umask; those of
     *     the directory follow (searchable where readable, and everything for the owner)
     * @param isRemoved whether the object in a directory is marked as removed by a removal that
     *     died half-way; the creation then completes that removal. Must return true also if the
     *     file with the mark is absent, because it may be deleted first
     * @return the object's directory
     * @throws IpcException EXISTS; CANNOT_CREATE (the home cannot be created, or is on a network
     *     file system); DENIED; CORRUPT (the name belongs to something other than a directory);
     *     NO_SPACE; IO; USAGE (the mode); and exceptions of the filler
     */
    public Path create(ObjectName name, int mode, Filler filler, Predicate<Path> isRemoved) {
        if (!ExactPermissions.isMode(mode)) {
            throw new IpcException(
                    Category.USAGE, "permissions are 0 to 777, not " + Integer.toOctalString(mode));
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Path directory = home.make(kind);
            try {
                return create(directory, name, mode, filler, isRemoved);
            } catch (IpcException e) {
                if (e.category() != Category.CANNOT_CREATE || Files.isDirectory(directory)) {
                    throw e;
                }
                // the empty directory of the kind was deleted meanwhile
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
     * Finds an object. A directory that exists was created completely; the caller checks its
     * content.
     *
     * @return the object's directory
     * @throws IpcException ABSENT; DENIED (also for a symbolic link in its place); CORRUPT (not a
     *     directory)
     */
    public Path open(ObjectName name) {
        return find(name).path();
    }

    /**
     * Sets an object's permissions as its creation does. This is not one step: another process may
     * see some files changed and others not.
     *
     * @param mode 0 to 0777
     * @param permissions the permissions of each file
     * @throws IpcException ABSENT; DENIED (only its owner may); IO
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

    /**
     * Returns the names of all objects, sorted. An object in the list may be one that cannot be
     * opened.
     */
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
     * Removes an object: takes its name away in one step, calls {@code retire}, and deletes the
     * object unless it has to remain for its participants; a later cleanup deletes it then. After
     * the first step the removal is certain, and another object of the same name may appear at
     * once.
     *
     * @param retire marks the object in the given directory as removed and wakes its waiters. It is
     *     called after the name is gone, so that no other object can be meant. It must accept a
     *     damaged object, missing files and a second call; its exceptions are thrown after the
     *     object is deleted
     * @throws IpcException ABSENT; DENIED; CORRUPT (not a directory); IO (if the name is already
     *     gone, a cleanup deletes the rest)
     */
    public void remove(ObjectName name, Consumer<Path> retire) {
        ObjectLocation place = find(name);
        String privateName = TemporaryName.unique(TemporaryName.OLD, name.text());
        Path old = place.path().resolveSibling(privateName);
        try {
            place.refuseIfAnothers();
            takeAway(place, old, name);
            LeftoverCleanup.bury(old, retire, inUse);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot remove " + place.title(), e);
        }
    }

    /**
     * Returns what dead processes of this user left: unfinished objects, and removed objects that
     * are not deleted (for a moment also those that a living process is deleting).
     */
    public List<Leftover> leftovers() {
        return found(false);
    }

    /** Returns removed objects of this user that remain because they are in use. */
    public List<Leftover> remaining() {
        return found(true);
    }

    private List<Leftover> found(boolean used) {
        Path directory = home.find(kind);
        try {
            List<Leftover> found = new ArrayList<>();
            for (Leftover leftover : LeftoverCleanup.find(directory, fileNamesIn(directory))) {
                if (isUsed(leftover) == used) {
                    found.add(leftover);
                }
            }
            return found;
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look for leftovers in " + directory, e);
        }
    }

    private boolean isUsed(Leftover leftover) {
        return leftover.stage() == Leftover.Stage.REMOVAL && inUse.test(leftover.path());
    }

    /**
     * Deletes what {@link #leftovers} finds, except objects that a living process is creating.
     *
     * @param retire as for {@link #remove}
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

    private void takeAway(ObjectLocation place, Path old, ObjectName name) throws IOException {
        try {
            Files.move(place.path(), old, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw absent(name, e);
        }
    }

    private List<String> fileNamesIn(Path directory) {
        List<String> names = new ArrayList<>();
        if (directory == null) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw IoErrorCategory.translate("cannot list " + directory, e.getCause());
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
