package ipckit.common.pipe;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.UnnamedFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The file in which the {@linkplain Spool spools} of this process store bytes. A spool contains
 * bytes that this process will write later. It keeps the first bytes in memory and the others in
 * blocks of this file. The file is on the file system of {@link Spool#directory} if possible,
 * otherwise in memory. The file has no name, so a killed process leaves no file. The file is
 * truncated when no block is in use. Several threads may use the spool file.
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
        try (UnnamedFile file = UnnamedFile.in(Spool.directory())) {
            return open(file.path());
        } catch (IpcException e) {
            // The file cannot be made in the directory. For example, the directory is absent, or
            // its file system does not support files without a name. The bytes are then stored in a
            // file in memory.
            try (UnnamedFile file = UnnamedFile.inMemory()) {
                return open(file.path());
            }
        }
    }

    private static FileChannel open(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static IpcException failure(IOException e) {
        return new IpcException(
                Category.IO, "cannot write to the temporary file: " + e.getMessage(), e);
    }
}
