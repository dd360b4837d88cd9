package ipckit.mq.space;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;
import ipckit.common.process.InheritableLock;
import ipckit.mq.failure.NamedFailure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The open files of a port space. This class is safe for several threads. */
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
     * Runs an operation on a port space. If the space is damaged or was cut short, the message of
     * the failure begins with "port space". If the mailbox of a port is damaged, the message
     * already begins with the port, and is not changed.
     */
    static <T> T guarded(Supplier<T> operation) {
        try {
            return MappedFile.guarded(operation);
        } catch (IpcException e) {
            throw e.category() == Category.CORRUPT && !PortMailboxes.isNamed(e)
                    ? NamedFailure.of("port space", e)
                    : e;
        }
    }

    /** Runs an operation without a result on a port space, as {@link #guarded(Supplier)} does. */
    static void guarded(Runnable operation) {
        Void _ =
                guarded(
                        () -> {
                            operation.run();
                            return null;
                        });
    }

    /**
     * Returns the path of the run file of a task or of a port. The process to which the task or
     * port belongs keeps this file locked until the process ends.
     *
     * @param number the number of the task or port
     */
    Path runFile(long number) {
        return directory.resolve(SpaceLayout.RUN_PREFIX + number);
    }

    /**
     * Creates the run file of a task or port if it does not exist, and opens its lock. The process
     * to which the task or port belongs keeps the file locked while it lives.
     *
     * @return the lock, which this process has not acquired
     */
    InheritableLock openRunFile(long number) {
        Path path = runFile(number);
        try {
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            return InheritableLock.open(path);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot create " + path + ": " + e.getMessage(), e);
        }
        return InheritableLock.open(path);
    }

    /**
     * Returns whether the process to which a task or port belongs has ended.
     *
     * @param number the number of the task or port
     */
    boolean hasProcessEnded(long number) {
        try {
            return !InheritableLock.isHeld(runFile(number));
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT) {
                return true;
            }
            throw e;
        }
    }

    /**
     * Returns the numbers of all tasks and ports that have a run file, which a process keeps locked
     * while it lives.
     */
    List<Long> runFiles() {
        List<Long> numbers = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, SpaceLayout.RUN_PREFIX + "[1-9]*")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String number = name.substring(SpaceLayout.RUN_PREFIX.length());
                if (PortMailboxes.NUMBER.matcher(number).matches()) {
                    numbers.add(Long.parseLong(number));
                }
            }
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot list " + directory + ": " + e.getMessage(), e);
        }
        return numbers;
    }

    /**
     * Deletes the run file of a task or port, if it exists. A process kept this file locked while
     * it lived.
     */
    void deleteRunFile(long number) {
        try {
            Files.deleteIfExists(runFile(number));
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot delete " + runFile(number) + ": " + e.getMessage(), e);
        }
    }
}
