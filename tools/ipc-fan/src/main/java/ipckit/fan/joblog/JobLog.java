package ipckit.fan.joblog;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file with a {@linkplain JobLogLine line} for each job that is done. Each line is appended in
 * one write, after all output of its job has been written. If this program is killed after the
 * output and before the line is appended, a later run of {@code each} with {@code --resume} repeats
 * the job.
 *
 * <p>Safe for several threads, and for several processes that append to one file.
 */
public final class JobLog implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    /**
     * The failure of a write that may have left an incomplete line; null if no write has failed.
     * After a failure, no further line is written.
     */
    private IOException failure;

    private JobLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a log, and creates the file if the file does not exist.
     *
     * @throws IpcException IO if the file cannot be opened, or if a newline cannot be added to an
     *     incomplete last line
     */
    public static JobLog open(Path file) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.APPEND);
            JobLog log = new JobLog(file, channel);
            log.endLastLine();
            return log;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * Adds a newline to the last line if the newline is missing. The newline is missing, for
     * example, if a process was killed while it wrote the line. {@link JobLogReader} later skips
     * the line if the line is incomplete.
     */
    private void endLastLine() throws IOException {
        long size = channel.size();
        if (size == 0) {
            return;
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            if (in.read(last, size - 1) == 1 && last.get(0) != '\n') {
                write(new byte[] {'\n'});
            }
        }
    }

    /**
     * Appends a line.
     *
     * @throws IpcException IO if the line cannot be written
     */
    public void add(JobLogLine line) {
        try {
            write(line.text());
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private synchronized void write(byte[] line) throws IOException {
        if (failure != null) {
            throw failure;
        }
        ByteBuffer bytes = ByteBuffer.wrap(line);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    static IpcException failure(Path file, IOException e) {
        String why =
                switch (e) {
                    case NoSuchFileException _ -> "no such file or directory";
                    case AccessDeniedException _ -> "permission denied";
                    case FileSystemException f when f.getReason() != null -> f.getReason();
                    default -> e.getMessage();
                };
        return new IpcException(Category.IO, "cannot use the log " + file + ": " + why, e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }
}
