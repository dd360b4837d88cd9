package ipckit.fan.output;

import ipckit.common.cli.output.Console;
import ipckit.common.pipe.NonBlockingRetry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.ReentrantLock;

/** Our standard output, of which several threads have a turn each. */
public final class SharedStdout {
    private final Console console;
    private final FileChannel channel;
    private final ReentrantLock turn = new ReentrantLock();

    public SharedStdout(Console console) {
        this.console = console;
        this.channel = console.stdout();
    }

    /** Waits until nobody else has it; again if we have it already. */
    public void take() {
        turn.lock();
    }

    /** Lets others have it, as often as it was taken. */
    public void leave() {
        turn.unlock();
    }

    /**
     * Writes all that is left in a buffer.
     *
     * @throws ipckit.common.IpcException OUTPUT_CLOSED, NO_SPACE or IO
     */
    public void write(ByteBuffer bytes) {
        take();
        try {
            for (int tries = 0; bytes.hasRemaining(); ) {
                if (channel.write(bytes) == 0) {
                    NonBlockingRetry.pause(tries++);
                }
            }
        } catch (IOException e) {
            throw console.outputFailure(e);
        } finally {
            leave();
        }
    }
}
