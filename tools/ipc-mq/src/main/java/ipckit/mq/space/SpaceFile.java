package ipckit.mq.space;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The open files of a port space. Safe for several threads. */
final class SpaceFile extends ObjectFile {
    private SpaceFile(Path directory, boolean writable) {
        super(SpaceLayout.KIND, directory, writable);
        checkSize(SpaceLayout.SIZE);
    }

    /** Creates the files of a port space in a directory that no other process can open yet. */
    static void create(Path directory) throws IOException {
        create(
                SpaceLayout.KIND,
                directory,
                SpaceLayout.SIZE,
                0,
                shared -> Words.set(shared, SpaceLayout.NEXT_NUMBER_AT, 1));
    }

    /**
     * Opens a port space.
     *
     * @throws ipckit.common.IpcException ABSENT when it does not exist; DENIED when permissions
     *     forbid the access; CORRUPT when it has another version or is damaged
     */
    static SpaceFile open(Path directory, boolean writable) {
        return guarded(() -> new SpaceFile(directory, writable));
    }

    /**
     * Returns the path of a task's run file. The task's process keeps this file locked until the
     * process ends.
     */
    Path runFile(long task) {
        return directory.resolve(SpaceLayout.RUN_PREFIX + task);
    }

    /** Deletes the run file of a task, if it exists. */
    void deleteRunFile(long task) {
        try {
            Files.deleteIfExists(runFile(task));
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot delete " + runFile(task) + ": " + e.getMessage(), e);
        }
    }
}
