package ipckit.fan.each.output;

import ipckit.common.pipe.Spool;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * One of the output streams of a job: its standard output, or its standard error. A stream has the
 * pipe from the job's processes, and a spool for bytes that are written later. Only one thread at a
 * time may use a stream.
 */
final class JobStream {
    /** The descriptor of standard output. */
    static final int STDOUT = 1;

    /** The descriptor of standard error. */
    static final int STDERR = 2;

    private final int descriptor;
    private final Consumer<ByteBuffer> sink;
    private final LineMerger lines;
    private final Spool held = new Spool();
    private Pipe pipe;

    /**
     * @param descriptor the descriptor of the stream in the job's processes
     * @param sink writes bytes to the stream of this program that has the same descriptor
     * @param lines writes the stream line by line; null to write the bytes unchanged to the sink
     */
    JobStream(int descriptor, Consumer<ByteBuffer> sink, LineMerger lines) {
        this.descriptor = descriptor;
        this.sink = sink;
        this.lines = lines;
    }

    /** Returns whether this is standard output. */
    boolean isStdout() {
        return descriptor == STDOUT;
    }

    /** Makes the pipe, and connects it to a process that is not yet started. */
    ProcessLaunch connect(ProcessLaunch launch) {
        pipe = Pipe.make();
        return launch.writing(descriptor, pipe);
    }

    /**
     * Closes the writing end of the pipe in this process. Must be called after the job's process
     * has started.
     */
    void closeIn() {
        pipe.closeIn();
    }

    /** Closes this process's ends of the pipe, if there is a pipe. */
    void closePipe() {
        if (pipe != null) {
            pipe.close();
            pipe = null;
        }
    }

    /**
     * Waits until one of two streams can be read without blocking, or has ended. {@code first} and
     * {@code second} may be the same stream.
     *
     * @param millis the time limit in milliseconds
     * @return the stream, or null if the time limit or a signal ended the wait
     */
    static JobStream awaitReadable(JobStream first, JobStream second, int millis) {
        Pipe ready = Pipe.awaitReadable(first.pipe, second.pipe, millis);
        return ready == null ? null : ready == first.pipe ? first : second;
    }

    /**
     * Reads bytes from the pipe into a buffer. Afterwards, the remaining bytes of the buffer are
     * the bytes that were read. Returns false at the end of the stream.
     */
    boolean read(ByteBuffer buffer) throws IOException {
        boolean any = pipe.out().read(buffer.clear()) > 0;
        buffer.flip();
        return any;
    }

    /**
     * Stores the remaining bytes of a buffer. If this fails, the buffer's position is after the
     * bytes that were stored.
     *
     * @throws ipckit.common.IpcException if the bytes cannot be stored
     */
    void hold(ByteBuffer bytes) {
        held.write(bytes);
    }

    /** Discards the stored bytes. */
    void discardHeld() {
        held.close();
    }

    /** Writes the stored bytes. */
    void writeHeld() {
        try (held) {
            held.pour(this::write);
        }
    }

    /**
     * Writes the remaining bytes of a buffer to standard output or standard error of this program.
     * If the stream is written line by line, an incomplete last line may stay in memory.
     */
    void write(ByteBuffer bytes) {
        if (lines == null) {
            sink.accept(bytes);
        } else {
            lines.write(bytes);
        }
    }

    /** Adds a newline to an incomplete last line, if the stream is written line by line. */
    void endLine() {
        if (lines != null) {
            lines.end();
        }
    }

    /** Unlocks the output if this stream has locked it. Must be called even after a failure. */
    void unlock() {
        if (lines != null) {
            lines.unlock();
        }
    }
}
