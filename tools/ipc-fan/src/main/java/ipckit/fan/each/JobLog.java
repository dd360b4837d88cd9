package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A file with a {@linkplain JobLogLine line} for each job that is done. A resumed run reads the
 * file and skips the jobs that succeeded. Each line is appended in one write, after all output of
 * its job has been written. If this program is killed after the output and before the line is
 * appended, a later run repeats the job.
 *
 * <p>Safe for several threads, and for several processes that append to one file.
 */
final class JobLog implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    /** The {@linkplain JobLogLine#identity identities} of the jobs that a resumed run skips. */
    private final Set<String> succeeded = new HashSet<>();

    private JobLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a log, and creates the file if the file does not exist. For a resumed run, also reads
     * which jobs succeeded.
     *
     * @throws IpcException IO if the file cannot be opened or read, or if a newline cannot be added
     *     to an incomplete last line
     */
    static JobLog open(EachPlan.Log plan) {
        Path file = plan.file();
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.APPEND);
            JobLog log = new JobLog(file, channel);
            log.read(plan.resumed());
            return log;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private void read(boolean resumed) throws IOException {
        long size = channel.size();
        if (size == 0) {
            return;
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            if (resumed) {
                readLines(in);
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            if (in.read(last, size - 1) == 1 && last.get(0) != '\n') {
                // A process was killed while it wrote the last line. The newline ends that line.
                write(new byte[] {'\n'});
            }
        }
    }

    /**
     * Reads the {@linkplain JobLogLine#identity identities} of the jobs that succeeded. A killed
     * process may have written only a part of a line, which matches no job. If the part is invalid
     * UTF-8, the decoder inserts replacement characters and does not fail.
     */
    private void readLines(FileChannel in) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(in), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String identity = JobLogLine.identityOfSuccess(line);
            if (identity != null) {
                succeeded.add(identity);
            }
        }
    }

    /** Returns whether this run must skip a record because its job succeeded in an earlier run. */
    boolean hasSucceeded(JobRecord record) {
        return !succeeded.isEmpty() && succeeded.contains(JobLogLine.identity(record));
    }

    /**
     * Appends a line.
     *
     * @throws IpcException IO if the line cannot be written
     */
    void add(JobLogLine line) {
        try {
            write(line.text());
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private synchronized void write(byte[] line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static IpcException failure(Path file, IOException e) {
        String why =
                switch (e) {
                    case NoSuchFileException _ -> "no such directory";
                    case AccessDeniedException _ -> "permission denied";
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
