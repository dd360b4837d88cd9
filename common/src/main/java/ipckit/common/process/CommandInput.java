package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.UnnamedFile;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * A file in memory that contains the standard input of a command. The file is complete before the
 * command starts. A pipe could not guarantee complete input: if this process died during a write,
 * the command would read a part of the input and then the end of file.
 *
 * <p>Only one thread may use an instance.
 */
public final class CommandInput implements AutoCloseable {
    private final UnnamedFile file = UnnamedFile.inMemory();
    private final FileChannel channel;

    /** Creates an empty input. */
    public CommandInput() {
        try {
            channel = FileChannel.open(file.path(), StandardOpenOption.WRITE);
        } catch (IOException e) {
            file.close();
            throw new IpcException(Category.IO, "cannot use memory: " + e.getMessage(), e);
        }
    }

    /** Returns the channel to which the input is written. */
    public FileChannel channel() {
        return channel;
    }

    File file() {
        return file.path().toFile();
    }

    /** Closes the file in this process. A command that was started keeps its own descriptor. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The content is in memory already, so a failed close loses no data.
        } finally {
            file.close();
        }
    }
}
