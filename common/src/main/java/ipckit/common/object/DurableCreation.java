package ipckit.common.object;

import ipckit.common.DurableContent;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Creates or restores a durable object. See {@link DurableFiles} for the files, and {@link
 * DurableStep} for the steps at which tests kill the process.
 *
 * <p>To restore an object, {@link #restore} makes the files on the disk belong to a new object
 * directory (the object's directory in the home, the directory of all objects). Then it calls
 * {@code recovery}, because after a restart of the machine, all earlier participants are dead.
 *
 * @param kind the kind of the object
 * @param opener opens the files of an object of this kind
 * @param creator creates the files of a new object
 * @param accepted tests whether an object that is already on the disk has the properties that the
 *     user asked for
 * @param recovery repairs what earlier participants left in the files of a restored object
 * @param <F> the files of an object of this kind
 */
public record DurableCreation<F extends ObjectFile>(
        ObjectKind kind,
        DurableFiles.Opener<F> opener,
        Creator creator,
        Predicate<F> accepted,
        Consumer<F> recovery)
        implements DurableContent {
    /** Creates the files of an object in a directory that no other process can open yet. */
    @FunctionalInterface
    public interface Creator {
        /** Creates the files. Some of them may remain if this method throws an exception. */
        void create(Path directory) throws IOException;
    }

    @Override
    public void link(Path object, Path disk) throws IOException {
        DurableFiles.link(object, disk);
        DurableStep.F1.reached();
    }

    @Override
    public boolean isAt(Path disk) {
        return Files.exists(disk.resolve(kind.fileName()), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Deletes the files of an object on the disk if the object was removed. An object also counts
     * as removed if a process has begun to remove it, or if its owner process has ended ({@link
     * ObjectFile#isOrphan}).
     *
     * @return true if the directory now contains no object; false if the object still exists
     */
    @Override
    public boolean clear(Path disk) {
        try {
            F file = opener.open(disk, true);
            if (file.isOrphan() || DurableFiles.isGivenUp(file)) {
                file.markRemoved();
            }
            if (!file.isRemoved()) {
                return false;
            }
            DurableFiles.delete(file);
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
        }
        return true;
    }

    @Override
    public void create(Path disk, Path object) throws IOException {
        creator.create(disk);
        F file = opener.open(disk, true);
        DurableFiles.takeUp(file, object);
        DurableFiles.force(file);
        DurableStep.F2.reached();
    }

    @Override
    public void settle(Path object) throws IOException {
        DurableFiles.force(opener.open(object, true));
        DurableStep.F3.reached();
    }

    @Override
    public boolean restore(Path object) throws IOException {
        F file = opener.open(object, true);
        file.checkNotRemoved();
        if (!accepted.test(file)) {
            return false;
        }
        DurableFiles.takeUp(file, object);
        recovery.accept(file);
        DurableFiles.force(file);
        DurableStep.F3.reached();
        return true;
    }

    @Override
    public boolean keep(Path object) throws IOException {
        try {
            DurableFiles.takeUp(opener.open(object, true), object);
            return true;
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT || e.category() == Category.REMOVED) {
                return false;
            }
            throw e;
        }
    }
}
