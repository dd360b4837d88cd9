package ipckit.mq.microkernel.files;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.files.store.FileStatus;
import ipckit.mq.microkernel.files.store.FileStore;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Reads a file, block by block. Another client may replace the file meanwhile. Then the blocks that
 * follow belong to another file, so the reading begins again. The reading can begin again only
 * before the first output. Therefore the first 4 MiB are read before the first output, and a file
 * of at most this size is never output in part.
 */
final class FileReading {
    private static final int MOST_KEPT = 4 << 20;

    /** The largest number of attempts to read a file that other clients replace again and again. */
    private static final int MOST_TRIES = 100;

    private final FileClient files;
    private final Consumer<ByteBuffer> output;

    /**
     * @param output receives the bytes of the file, in order
     */
    FileReading(FileClient files, Consumer<ByteBuffer> output) {
        this.files = files;
        this.output = output;
    }

    /**
     * Copies a file to the output.
     *
     * @throws IpcException WOULD_BLOCK if other clients replace the file again and again, or if a
     *     client replaces a large file after a part of it was output
     */
    void copy(String name) {
        FileStatus file = null;
        ByteBuffer begin = null;
        for (int tries = 1; begin == null; tries++) {
            try {
                file = files.status(name);
                begin = begin(file);
            } catch (IpcException e) {
                if (e.category() != Category.WOULD_BLOCK || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
        long offset = begin.limit();
        output.accept(begin);
        while (offset < file.size()) {
            byte[] part = part(file, offset);
            output.accept(ByteBuffer.wrap(part));
            offset += part.length;
        }
    }

    private ByteBuffer begin(FileStatus file) {
        ByteBuffer begin = ByteBuffer.allocate((int) Math.min(file.size(), MOST_KEPT));
        while (begin.hasRemaining()) {
            begin.put(part(file, begin.position()));
        }
        return begin.flip();
    }

    /** Returns the next bytes; at least one. */
    private byte[] part(FileStatus file, long offset) {
        long left = file.size() - offset;
        byte[] part = files.read(file, offset, (int) Math.min(left, FileStore.MOST_BYTES));
        if (part.length == 0 || part.length > left) {
            throw new IpcException(
                    Category.CORRUPT, "file " + file.name() + " is smaller than its size");
        }
        return part;
    }
}
