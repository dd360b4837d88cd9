package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.MemoryFile;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * What a given command is to read, all of it before it starts: whatever becomes of us then, it
 * never takes a part for the whole, as it would if a pipe ended with us. In memory, and nowhere by
 * a name.
 */
public final class CommandInput implements AutoCloseable {
    private final MemoryFile file = new MemoryFile();
    private final FileChannel channel;

    /** An empty one. */
    public CommandInput() {
        try {
            channel = FileChannel.open(file.path(), StandardOpenOption.WRITE);
        } catch (IOException e) {
            file.close();
            throw new IpcException(Category.IO, "cannot use memory: " + e.getMessage(), e);
        }
    }

    /** Where to write it. */
    public FileChannel channel() {
        return channel;
    }

    File file() {
        return file.path().toFile();
    }

    /** A command that was started has it still. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // a file in memory
        } finally {
            file.close();
        }
    }
}
