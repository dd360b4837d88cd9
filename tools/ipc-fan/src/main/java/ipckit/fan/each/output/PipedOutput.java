package ipckit.fan.each.output;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.ProcessLaunch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The output of a job, which this process reads from pipes. */
abstract class PipedOutput extends JobOutput {
    /**
     * The time in milliseconds without output after which {@link #read} runs its parameter {@code
     * whenSilent}.
     */
    private static final int SILENCE_MILLIS = 5000;

    private final List<JobStream> streams;
    private final ByteBuffer buffer;

    /**
     * @param streams the streams that this process reads, at least one
     * @param buffer receives the bytes that are read from the pipes; all jobs of a job slot use the
     *     same buffer
     */
    PipedOutput(List<JobStream> streams, ByteBuffer buffer) {
        this.streams = streams;
        this.buffer = buffer;
    }

    final List<JobStream> streams() {
        return streams;
    }

    @Override
    public final ProcessLaunch connect(ProcessLaunch launch) {
        ProcessLaunch connected = launch;
        for (JobStream stream : streams) {
            connected = stream.connect(connected);
        }
        return connected;
    }

    @Override
    public final void read(Runnable whenSilent) {
        try {
            for (JobStream stream : streams) {
                stream.closeIn();
            }
            readAll(whenSilent);
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot read what a job writes: " + e.getMessage(), e);
        } finally {
            closePipes();
        }
    }

    private void readAll(Runnable whenSilent) throws IOException {
        // The streams that have not ended. After each read from a stream, the stream is moved to
        // the end of this queue, so that a stream with much output does not delay the other stream.
        Deque<JobStream> open = new ArrayDeque<>(streams);
        while (!open.isEmpty()) {
            JobStream ready =
                    JobStream.awaitReadable(open.getFirst(), open.getLast(), SILENCE_MILLIS);
            if (ready == null) {
                whenSilent.run();
                continue;
            }
            open.remove(ready);
            if (ready.read(buffer)) {
                take(ready, buffer);
                open.addLast(ready);
            }
        }
    }

    /** Writes or stores the remaining bytes of a buffer, which were just read from a stream. */
    abstract void take(JobStream stream, ByteBuffer bytes);

    private void closePipes() {
        streams.forEach(JobStream::closePipe);
    }

    @Override
    public void discard() {
        closePipes();
    }

    @Override
    public void close() {
        closePipes();
    }
}
