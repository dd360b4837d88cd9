package ipckit.common.process;

import ipckit.common.os.PipeEnd;
import ipckit.common.os.Poll;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A pipe between this process and its children, or between two children. A child gets only those
 * ends of the pipe that its {@link ProcessLaunch} connects. A reader sees the end of file when
 * every process, including this process, has closed the writing end.
 */
public final class Pipe implements AutoCloseable {
    final PipeEnd.Ends ends = PipeEnd.makePipe();

    private Pipe() {}

    /**
     * Makes a pipe.
     *
     * @throws ipckit.common.IpcException IO if this process has too many open files
     */
    public static Pipe make() {
        return new Pipe();
    }

    /**
     * Waits until one of two pipes can be read without blocking, for at most {@code millis}
     * milliseconds. At the end of file, a pipe can be read without blocking. The reading ends of
     * both pipes must be open in this process. {@code first} and {@code second} may be the same
     * pipe.
     *
     * @return the pipe that can be read; the first if both can be read; null if the time limit or a
     *     signal ended the wait
     */
    public static Pipe awaitReadable(Pipe first, Pipe second, int millis) {
        int ours = first.ends.out().descriptor();
        int ready = Poll.awaitReadable(ours, second.ends.out().descriptor(), millis);
        return ready < 0 ? null : ready == ours ? first : second;
    }

    /** Returns the reading end. A read blocks. Only one thread may read. */
    public ReadableByteChannel out() {
        return ends.out();
    }

    /** Returns the writing end. A write blocks. Only one thread may write. */
    public WritableByteChannel in() {
        return ends.in();
    }

    /**
     * Sets the capacity in bytes, or keeps the default if the capacity exceeds the kernel's limit
     * for this user.
     */
    public Pipe withCapacity(int bytes) {
        ends.in().setCapacity(bytes);
        return this;
    }

    /**
     * Returns the number of bytes in the pipe that no process has read yet. Returns 0 if both ends
     * are closed in this process.
     */
    public int unread() {
        return ends.in().isOpen() ? ends.in().unread() : ends.out().unread();
    }

    /**
     * Closes this process's reading end. When no process has a reading end open any more, a process
     * that writes gets SIGPIPE.
     */
    public void closeOut() {
        ends.out().close();
    }

    /** Closes this process's writing end. */
    public void closeIn() {
        ends.in().close();
    }

    /**
     * Closes this process's writing end, so that the reader sees the end of file. Also opens the
     * reading end again, so that {@link #unread} can count the bytes that the reader leaves unread.
     * Before the call, the reading end must be closed. After the call, a writer gets no SIGPIPE,
     * because this process has a reading end.
     *
     * @return false if this process has too many open files; then both ends are closed
     */
    public boolean closeInAndReopenOut() {
        return ends.closeInAndReopenOut();
    }

    /** Closes this process's two ends. */
    @Override
    public void close() {
        closeOut();
        closeIn();
    }
}
