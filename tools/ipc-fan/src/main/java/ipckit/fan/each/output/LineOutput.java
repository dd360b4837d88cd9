package ipckit.fan.each.output;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes the output of a job line by line. Each line is written as soon as the job has completed
 * the line, so lines of other jobs may be written in between.
 */
final class LineOutput extends PipedOutput {
    /**
     * @param streams the streams of the job, which are written line by line
     * @param buffer receives the bytes that are read from the pipes
     */
    LineOutput(List<JobStream> streams, ByteBuffer buffer) {
        super(streams, buffer);
    }

    @Override
    void take(JobStream stream, ByteBuffer bytes) {
        stream.write(bytes);
    }

    @Override
    public void discard() {
        super.discard();
        streams().forEach(JobStream::endLine);
    }

    @Override
    public void deliver(Runnable whenWritten) {
        streams().forEach(JobStream::endLine);
        whenWritten.run();
    }

    @Override
    public void close() {
        super.close();
        streams().forEach(JobStream::unlock);
    }
}
