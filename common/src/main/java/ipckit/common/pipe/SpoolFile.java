package ipckit.common.pipe;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.MemoryFile;
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
 * The file of {@code $TMPDIR} in which {@linkplain Spool spools} keep what is too much for memory,
 * each in blocks of its own: however many they are, it takes one open file. It has no name, so that
 * nothing stays when this process is killed; and when nobody has a block any more, it is empty
 * again. Safe for several threads.
 */
final class SpoolFile {
    /** Bytes of a block. */
    static final int BLOCK = 64 << 10;

    /** That of this process. */
    static final SpoolFile OURS = new SpoolFile();

    private final Deque<Long> free = new ArrayDeque<>();
    private FileChannel channel;
    private long blocks;

    private SpoolFile() {}

    /** A block that nobody else has: its number. */
    synchronized long take() {
        if (channel == null) {
            channel = open();
        }
        return free.isEmpty() ? blocks++ : free.pop();
    }

    /** Gives blocks back. */
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
     * Writes all that is left in a buffer.
     *
     * @param at where in the block it begins
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

    /** Fills a buffer from the beginning of a block. */
    void read(ByteBuffer buffer, long block) {
        try {
            while (buffer.hasRemaining()
                    && channel.read(buffer, block * BLOCK + buffer.position()) > 0) {
                // goes on
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static FileChannel open() {
        try (UnnamedFile file = UnnamedFile.in(Spool.directory())) {
            return open(file.path());
        } catch (IpcException e) { // no such directory, or its file system knows no such files
            try (MemoryFile file = new MemoryFile()) {
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
        return new IpcException(Category.IO, "cannot hold what was written: " + e.getMessage(), e);
    }
}
