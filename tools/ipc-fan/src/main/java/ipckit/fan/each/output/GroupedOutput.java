package ipckit.fan.each.output;

import ipckit.common.IpcException;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds the output of a job until the job is done, and then writes it: first standard output, then
 * standard error. The beginning of the output is held in memory, and the rest of a long output in a
 * file.
 *
 * <p>If the output cannot be held because the disk is full, this object waits for the job's turn to
 * write. Then it writes the held output, and passes on all later output of the job at once, while
 * the outputs of other jobs wait. Therefore no output is lost.
 */
final class GroupedOutput extends PipedOutput {
    private final OutputTurn turn;
    private final Consumer<IpcException> onFullDisk;
    private boolean isPassing;
    private boolean isDelivered;

    /**
     * @param streams the streams of the job, in the order in which they are written
     * @param buffer receives the bytes that are read from the pipes
     * @param turn the right of the job to write its output
     * @param onFullDisk receives the failure if the output cannot be stored in a file, for example
     *     because the disk is full
     */
    GroupedOutput(
            List<JobStream> streams,
            ByteBuffer buffer,
            OutputTurn turn,
            Consumer<IpcException> onFullDisk) {
        super(streams, buffer);
        this.turn = turn;
        this.onFullDisk = onFullDisk;
    }

    @Override
    void take(JobStream stream, ByteBuffer bytes) {
        if (!isPassing) {
            try {
                stream.hold(bytes);
                return;
            } catch (IpcException e) {
                onFullDisk.accept(e);
                pass();
            }
        }
        stream.write(bytes);
    }

    private void pass() {
        turn.begin();
        isPassing = true;
        streams().forEach(JobStream::writeHeld);
    }

    @Override
    public void discard() {
        super.discard();
        for (JobStream stream : streams()) {
            if (stream.isStdout()) {
                stream.discardHeld();
            }
        }
    }

    @Override
    public void deliver(Runnable whenWritten) {
        isDelivered = true;
        Runnable last =
                () -> {
                    for (JobStream stream : streams()) {
                        write(stream);
                    }
                    whenWritten.run();
                };
        if (isPassing) {
            turn.end(last);
        } else {
            turn.take(last);
        }
    }

    private static void write(JobStream stream) {
        try {
            stream.writeHeld();
            stream.endLine();
        } finally {
            stream.unlock();
        }
    }

    @Override
    public void close() {
        super.close();
        if (!isDelivered) {
            deliver(() -> {});
        }
    }
}
