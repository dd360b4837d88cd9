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
 * A file that tells what has become of each job, a line of JSON each, and with whose help a later
 * run does only what is left. A line is written at once and whole, when all that the job has
 * written is out: so whoever is killed in between does a job again rather than never.
 *
 * <p>Safe for several threads.
 */
final class JobLog implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Set<String> well = new HashSet<>();

    private JobLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens one, which is made if it is not there.
     *
     * @param resumed whether jobs that have ended well by it are done
     * @throws IpcException IO
     */
    static JobLog open(Path file, boolean resumed) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.APPEND);
            JobLog log = new JobLog(file, channel);
            log.read(resumed);
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
                write(new byte[] {'\n'}); // whoever wrote it was killed over it
            }
        }
    }

    /** Not UTF-8 if torn: what is none is replaced, and then no line is like it. */
    private void readLines(FileChannel in) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(in), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String identity = JobLogLine.identityIfWell(line);
            if (identity != null) {
                well.add(identity);
            }
        }
    }

    /** Whether the job for this record needs not be done again. */
    boolean isDone(JobRecord record) {
        return !well.isEmpty() && well.contains(JobLogLine.identity(record));
    }

    /**
     * Adds a line.
     *
     * @throws IpcException IO
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
