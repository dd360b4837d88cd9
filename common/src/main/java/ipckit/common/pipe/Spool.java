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
import java.util.Arrays;

/**
 * Bytes that are held until somebody may have them: in memory while they are few, then in a file of
 * {@code $TMPDIR} that has no name, so that nothing stays when this process is killed.
 *
 * <p>Belongs to one thread at a time.
 */
public final class Spool implements AutoCloseable {
    private static final int IN_MEMORY = 16 << 10;
    private static final int FIRST = 512;
    private static final int AT_ONCE = 64 << 10;

    private byte[] memory = new byte[0];
    private int used;

    /** Lets go of the file. */
    private Runnable file;

    private FileChannel channel;

    /** Takes what is left in a buffer. */
    public void write(ByteBuffer more) {
        int length = more.remaining();
        if (channel == null && used + length > IN_MEMORY) {
            open();
            put(ByteBuffer.wrap(memory, 0, used));
        }
        if (channel != null) {
            put(more);
            return;
        }
        if (used + length > memory.length) {
            memory = Arrays.copyOf(memory, Math.max(Math.max(FIRST, 2 * used), used + length));
        }
        more.get(memory, used, length);
        used += length;
    }

    /** Somebody who takes bytes. */
    @FunctionalInterface
    public interface Taker {
        /** Takes all that is left in the buffer. */
        void take(ByteBuffer bytes);
    }

    /** Hands on all that is held, in order; it is held still. */
    public void pour(Taker taker) {
        if (channel == null) {
            taker.take(ByteBuffer.wrap(memory, 0, used));
            return;
        }
        ByteBuffer piece = ByteBuffer.allocateDirect(AT_ONCE);
        try {
            for (long at = 0; channel.read(piece, at) > 0; piece.clear()) {
                at += piece.flip().remaining();
                taker.take(piece);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void open() {
        Path path;
        try {
            UnnamedFile unnamed = UnnamedFile.in(directory());
            file = unnamed::close;
            path = unnamed.path();
        } catch (IpcException e) { // no such directory, or its file system knows no such files
            MemoryFile inMemory = new MemoryFile();
            file = inMemory::close;
            path = inMemory.path();
        }
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Where temporary files go: {@code $TMPDIR}, else {@code /tmp}. */
    public static Path directory() {
        String chosen = System.getenv("TMPDIR");
        return Path.of(chosen == null || chosen.isEmpty() ? "/tmp" : chosen);
    }

    private void put(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static IpcException failure(IOException e) {
        return new IpcException(Category.IO, "cannot hold what was written: " + e.getMessage(), e);
    }

    /** Forgets everything. */
    @Override
    public void close() {
        memory = new byte[0];
        used = 0;
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        } finally {
            channel = null;
            file.run();
        }
    }
}
