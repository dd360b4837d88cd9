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
 * The objects of one kind, by name. They appear whole or not at all, and never replace each other;
 * see the package for the steps and what a death between them leaves.
 *
 * <p>Nothing here waits for another process. Any number of threads and processes may call anything
 * at the same time. Errors of the file system end in an {@link IpcException} as {@link
 * IoErrorCategory} translates it; a home that is not to be trusted ends every call with DENIED.
 */
public final class Namespace {
    /** How often a directory that was removed meanwhile is made again. */
    private static final int MOST_TRIES = 100;

    private final HomeDirectory home;
    private final String kind;
    private final String noun;
    private final Predicate<Path> inUse;

    /**
     * Of objects that a removal deletes at once, whoever uses them.
     *
     * @param home where the objects are
     * @param kind the name of their directory in it, for example {@code buf}
     * @param noun what people call one of them, for example "buffer"
     */
    public Namespace(HomeDirectory home, String kind, String noun) {
        this(home, kind, noun, _ -> false);
    }

    /**
     * Of objects that remain without their name for as long as they are used.
     *
     * @param inUse whether the removed object in a directory, or what is left of it, is used by a
     *     living process
     */
    public Namespace(HomeDirectory home, String kind, String noun, Predicate<Path> inUse) {
        this.home = home;
        this.kind = kind;
        this.noun = noun;
        this.inUse = inUse;
    }

    /** What a file's permissions are to be, where the object's are {@code mode}. */
    @FunctionalInterface
    public interface OfFile {
        /** Permission bits, 0 to 0777. */
        int permissions(Path file, int mode);
    }

    /** Makes what is in an object. */
    @FunctionalInterface
    public interface Filler {
        /**
         * Makes the object's files in its future directory, which nobody else can reach. Their
         * permissions do not matter: they are set afterwards.
         *
         * @throws IOException and anything else if it fails: then nothing remains
         */
        void fill(Path directory) throws IOException;

        /** The permissions of one of its files, where the object's are {@code mode}. */
        default int permissionsOf(Path file, int mode) {
            return mode;
        }
    }

    /**
     * Makes an object.
     *
     * @param mode permissions of its files, 0 to 0777, set whatever the umask; the directory's
     *     follow from them (searchable where readable, and all for the owner)
     * @param isRemoved whether the object in a directory is marked as removed, as a removal leaves
     *     it that has died half-way: then the creation finishes that. Must also say so of a
     *     directory without the file that bears the mark, which may be deleted before others
     * @return the object's directory
     * @throws IpcException EXISTS; CANNOT_CREATE (the home cannot be made, or is on a network file
     *     system); DENIED; CORRUPT (something that is no directory has the name); NO_SPACE; IO;
     *     USAGE (the mode); and what the filler throws
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
                // Its directory was empty until now, and was removed.
            }
        }
        throw new IpcException(Category.CANNOT_CREATE, "cannot make " + noun + " " + name);
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
            throw IoErrorCategory.translate("cannot make " + place.title(), e.getCause());
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot make " + place.title(), e);
        }
    }

    /**
     * Finds an object. That its directory is there says that it was made completely; what is in it
     * is to be checked by whoever knows.
     *
     * @return the object's directory
     * @throws IpcException ABSENT; DENIED (also for a symbolic link in its place); CORRUPT (no
     *     directory)
     */
    public Path open(ObjectName name) {
        return find(name).path();
    }

    /**
     * Changes an object's permissions, as its creation sets them. Not in one step: who looks
     * meanwhile may find some files changed and others not.
     *
     * @param mode 0 to 0777
     * @param permissions of each file
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

    /** Deletes the directory that they are in, if it is empty. */
    public void removeKind() {
        home.remove(kind);
    }

    /** The names of all objects, sorted. Whether each can be opened is another question. */
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
     * Removes an object: takes its name away in one step, lets the caller tell those who use it,
     * and deletes it, unless it remains for them: then a sweep will. Once the name has gone the
     * removal is certain, and another object of that name may appear at once.
     *
     * @param retire marks the object in the given directory as removed and wakes whoever waits
     *     there. Called when the name has gone, so that it is this object and no other. It must
     *     bear a damaged object, missing files (a sweep may be faster), and being called twice;
     *     what it throws is thrown on when the object has been deleted
     * @throws IpcException ABSENT; DENIED; CORRUPT (no directory); IO (if the name has gone by
     *     then, a sweep will delete the rest)
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
     * What dead processes of this user left: objects in the making whose maker has gone, and
     * removed objects that are not deleted (for a moment also those that a living process is
     * deleting).
     */
    public List<Leftover> leftovers() {
        return found(false);
    }

    /** Removed objects of this user that remain because they are used. */
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
            throw IoErrorCategory.translate("cannot look for what is left over in " + directory, e);
        }
    }

    private boolean isUsed(Leftover leftover) {
        return leftover.stage() == Leftover.Stage.REMOVAL && inUse.test(leftover.path());
    }

    /**
     * Deletes what {@link #leftovers} finds. Leaves alone what a living process is making.
     *
     * @param retire as for {@link #remove}
     * @return what this call has deleted
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
