package ipckit.common.pipe;

import ipckit.common.os.BlockingCall;
import ipckit.common.os.PipeEnd;
import ipckit.common.os.Poll;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * An input stream that another thread can stop. After {@link #stop}, the input ends, even if a
 * thread is waiting for bytes. Bytes that were not read stay in the stream, so the next reader of a
 * named pipe gets them. The reading thread waits for bytes in poll(2), and not in read(2): a thread
 * in read(2) could not be stopped, and would take the next bytes that arrive.
 *
 * <p>The bytes that were read may end within a record. The reader of the records then completes
 * this record with {@link #readRest}.
 *
 * <p>Only one thread at a time may read, and the reading thread must be a daemon thread. Any thread
 * may call {@link #stop}.
 */
public final class StoppableInput implements ReadableByteChannel {
    private static final int STDIN = 0;
    private static final int FOREVER = -1;

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final ReadableByteChannel in;
    private final int descriptor;

    /** A pipe without bytes. {@link #stop} closes the writing end, which wakes the reader. */
    private final PipeEnd.Ends wakeUp = PipeEnd.makePipe();

    private volatile boolean stopped;

    /** The time in nanoseconds that is left for all waits of {@link #readRest} together. */
    private long restNanos = 1_000_000_000;

    /** The number of bytes that all later calls of {@link #readRest} together may read. */
    private int restBytes = 1 << 20;

    /**
     * Makes a stream stoppable.
     *
     * @param in the channel of the stream, which this class does not close
     * @param descriptor the file descriptor of the channel
     * @throws ipckit.common.IpcException IO if this process has too many open files
     */
    public StoppableInput(ReadableByteChannel in, int descriptor) {
        this.in = in;
        this.descriptor = descriptor;
    }

    /**
     * Makes standard input stoppable.
     *
     * @param channel the channel of standard input, which this class does not close
     * @throws ipckit.common.IpcException IO if this process has too many open files
     */
    public static StoppableInput ofStdin(ReadableByteChannel channel) {
        return new StoppableInput(channel, STDIN);
    }

    /** Ends the input. Does not block. Only the first call has an effect. */
    public void stop() {
        stopped = true;
        wakeUp.in().close();
    }

    /**
     * Reads bytes, and waits while there are none.
     *
     * @return the number of bytes; −1 at the end of the stream, or if the input is stopped
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        while (!stopped) {
            if (awaitBytes() && !stopped) {
                return in.read(target);
            }
        }
        return -1;
    }

    /**
     * Waits until the stream can be read, or until the input is stopped. Returns false if the input
     * is stopped, or if a signal has ended the wait.
     */
    private boolean awaitBytes() {
        int[] ready = {-1};
        int other = wakeUp.out().descriptor();
        BlockingCall.inThisThread(() -> ready[0] = Poll.awaitReadable(descriptor, other, FOREVER));
        return ready[0] == descriptor;
    }

    /**
     * Reads one more byte after the input was stopped. The caller has read a part of a record, and
     * would lose this part without the rest of the record. A process may still be writing the rest,
     * so this method waits for the byte. The rest may never come, and the record may be endless.
     * Therefore all calls of this method together wait at most one second and read at most 1 MiB.
     *
     * @return 1 if a byte was read; 0 if the stream is non-blocking and has no byte now; −1 at the
     *     end of the stream, at one of these limits, or if the input is not stopped
     */
    public int readRest(ByteBuffer target) throws IOException {
        if (!stopped || restBytes == 0 || !awaitRest()) {
            return -1;
        }
        restBytes--;
        target.limit(target.position() + 1);
        return in.read(target);
    }

    /** Waits until the stream can be read. Returns false if the time limit passes first. */
    private boolean awaitRest() {
        boolean ready = isReadyWithin(0);
        while (!ready && restNanos > 0) {
            long since = System.nanoTime();
            ready = isReadyWithin((int) (1 + restNanos / NANOS_PER_MILLI));
            restNanos -= System.nanoTime() - since;
        }
        return ready;
    }

    /**
     * Waits for at most {@code millis} milliseconds until the stream has bytes or has ended.
     * Returns whether a read would then return without blocking.
     */
    private boolean isReadyWithin(int millis) {
        return Poll.awaitReadable(descriptor, descriptor, millis) == descriptor;
    }

    @Override
    public boolean isOpen() {
        return in.isOpen();
    }

    /** Frees the descriptors that this object uses in addition to the stream. */
    @Override
    public void close() {
        stop();
        wakeUp.out().close();
    }
}
