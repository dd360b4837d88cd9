package ipckit.common.pipe;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.UnnamedFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The file in which the {@linkplain Spool spools} of this process store bytes. A spool contains
 * bytes that this process will write later. It keeps the first bytes in memory and the others in
 * blocks of this file. The file is in {@link Spool#directory}. If no file can be created there, for
 * example because the directory is absent, the file is in memory. The file has no name, so a killed
 * process leaves no file. The file is truncated when no block is in use. Several threads may use
 * the spool file.
 */
final class SpoolFile {
    /** The size of a block in bytes. */
    static final int BLOCK = 64 << 10;

    /** The spool file of this process. */
    static final SpoolFile OURS = new SpoolFile();

    private final Deque<Long> free = new ArrayDeque<>();
    private FileChannel channel;
    private long blocks;

    private SpoolFile() {}

    /** Allocates a block and returns its number. */
    synchronized long take() {
        if (channel == null) {
            channel = open();
        }
        return free.isEmpty() ? blocks++ : free.pop();
    }

    /** Frees blocks that {@link #take} returned. */
    synchronized void give(List<Long> theirs) {
        free.addAll(theirs);
        if (free.size() == blocks && blocks > 0) {
            free.clear();
            blocks = 0;
            try {
                channel.truncate(0);
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    /**
     * Writes the remaining bytes of a buffer to a block.
     *
     * @param at the offset in the block at which the first byte is written
     */
    void write(ByteBuffer bytes, long block, int at) {
        try {
            for (long position = block * BLOCK + at; bytes.hasRemaining(); ) {
                position += channel.write(bytes, position);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Reads from the beginning of a block until the buffer is full or the file ends. */
    void read(ByteBuffer buffer, long block) {
        try {
            while (buffer.hasRemaining()
                    && channel.read(buffer, block * BLOCK + buffer.position()) > 0) {
                // Each evaluation of the condition reads more bytes into the buffer.
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static FileChannel open() {
        Path directory = Spool.directory();
        try (UnnamedFile file = UnnamedFile.in(directory)) {
            return open(file.path());
        } catch (IpcException e) {
            if (e.category() == Category.NO_SPACE) {
                throw e;
            }
        }
        try {
            return openWithDeletedName(directory);
        } catch (IOException e) {
            try (UnnamedFile file = UnnamedFile.inMemory()) {
                return open(file.path());
            }
        }
    }

    /**
     * Creates a file in a directory and deletes its name at once. Every file system allows these
     * two steps, but some file systems cannot create a file without a name.
     */
    static FileChannel openWithDeletedName(Path directory) throws IOException {
        String name = "ipckit-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        Path path = directory.resolve(name);
        FileChannel channel =
                FileChannel.open(
                        path,
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.delete(path);
        return channel;
    }

    private static FileChannel open(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static IpcException failure(IOException e) {
        String file = "the temporary file in " + Spool.directory();
        return new IpcException(Category.IO, "cannot use " + file + ": " + e.getMessage(), e);
    }
}
