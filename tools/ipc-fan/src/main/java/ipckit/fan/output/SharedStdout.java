package ipckit.fan.output;

import ipckit.common.cli.output.Console;
import ipckit.common.pipe.NonBlockingRetry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Standard output, shared by several threads. The bytes of one {@link #write} stay together. To
 * write several pieces without output of other threads in between, a thread calls {@link #lock}.
 */
public final class SharedStdout {
    private final Console console;
    private final WritableByteChannel channel;
    private final ReentrantLock lock = new ReentrantLock();

    public SharedStdout(Console console) {
        this.console = console;
        this.channel = console.stdoutBesideProgress();
    }

    /**
     * Prevents other threads from writing until this thread calls {@link #unlock}. A thread may
     * call this method several times; it must then call {@link #unlock} the same number of times.
     */
    public void lock() {
        lock.lock();
    }

    /** Ends the effect of one call of {@link #lock}. */
    public void unlock() {
        lock.unlock();
    }

    /**
     * Writes the remaining bytes of a buffer, without output of other threads in between.
     *
     * @throws ipckit.common.IpcException OUTPUT_CLOSED if the reader of standard output has closed
     *     it; NO_SPACE if the disk is full; IO after any other failure
     */
    public void write(ByteBuffer bytes) {
        lock.lock();
        try {
            for (int tries = 0; bytes.hasRemaining(); ) {
                if (channel.write(bytes) == 0) {
                    NonBlockingRetry.pause(tries++);
                }
            }
        } catch (IOException e) {
            throw console.outputFailure(e);
        } finally {
            lock.unlock();
        }
    }
}
