package ipckit.common.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A temporary directory of a test. If possible, the directory is in {@code /dev/shm}, a file system
 * in memory. The directory is deleted when this object is closed.
 */
public final class Scratch implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path directory;
    private int made;

    public Scratch() {
        try {
            directory =
                    Files.isWritable(MEMORY)
                            ? Files.createTempDirectory(MEMORY, "ipckit-test-")
                            : Files.createTempDirectory("ipckit-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Creates a new empty directory. */
    public Path newDirectory() {
        try {
            return Files.createDirectory(directory.resolve("dir-" + made++));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
