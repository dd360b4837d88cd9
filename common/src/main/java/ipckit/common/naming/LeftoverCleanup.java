package ipckit.common.naming;

import ipckit.common.Leftover;
import ipckit.common.Leftover.Stage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds and deletes the leftovers of this user in the home (the directory of all objects). A
 * leftover is a directory with a temporary name. It contains an object whose creating process died
 * before the object was complete, or an object that was removed.
 */
final class LeftoverCleanup {
    private LeftoverCleanup() {}

    /**
     * Returns the leftovers of one kind of object.
     *
     * @param prefix the beginning of the permanent directory names of this kind of object, for
     *     example {@code buf.}
     * @param fileNames the names of all files and directories in the home (the directory of all
     *     objects)
     */
    static List<Leftover> find(Path home, String prefix, Iterable<String> fileNames)
            throws IOException {
        int user = CurrentProcess.uid();
        List<Leftover> found = new ArrayList<>();
        for (String fileName : fileNames) {
            Stage stage = stageOf(fileName, prefix);
            Path path = home.resolve(fileName);
            // The directories of other users are skipped, because their owners could replace the
            // content while this process reads it.
            if (stage != null
                    && PathStatus.isDirectoryOf(user, path)
                    && (stage == Stage.REMOVAL || UnfinishedObject.isAbandoned(path))) {
                found.add(
                        new Leftover(
                                stage,
                                TemporaryName.nameIn(fileName).substring(prefix.length()),
                                path));
            }
        }
        return found;
    }

    /**
     * Deletes the unfinished objects of dead processes in a directory outside the home (the
     * directory of all objects). Does nothing if the directory does not exist.
     *
     * @param prefix the beginning of the permanent directory names of one kind of object, for
     *     example {@code buf.}
     */
    static void deleteAbandoned(Path directory, String prefix) throws IOException {
        List<String> fileNames = new ArrayList<>();
        try {
            for (Path entry : HomeDirectory.entries(directory)) {
                fileNames.add(entry.getFileName().toString());
            }
        } catch (NoSuchFileException e) {
            return;
        }
        for (Leftover leftover : find(directory, prefix, fileNames)) {
            if (leftover.stage() == Stage.CREATION) {
                UnfinishedObject.deleteIfAbandoned(leftover.path(), ObjectLifecycle.PLAIN);
            }
        }
    }

    /**
     * Completes the removal of an object whose directory already has a temporary name. First calls
     * {@link ObjectLifecycle#retire}, which marks the object as removed and wakes the processes
     * that wait for it. Then deletes the object unless a living process uses it.
     *
     * @return whether this call deleted the object
     */
    static boolean bury(Path old, ObjectLifecycle lifecycle) throws IOException {
        boolean remains = false;
        try {
            lifecycle.retire(old);
            remains = lifecycle.isInUse(old);
        } finally {
            if (!remains) {
                DirectoryTree.delete(old);
            }
        }
        return !remains;
    }

    private static Stage stageOf(String fileName, String prefix) {
        if (!TemporaryName.nameIn(fileName).startsWith(prefix)) {
            return null;
        }
        if (TemporaryName.is(TemporaryName.NEW, fileName)) {
            return Stage.CREATION;
        }
        return TemporaryName.is(TemporaryName.OLD, fileName) ? Stage.REMOVAL : null;
    }
}
