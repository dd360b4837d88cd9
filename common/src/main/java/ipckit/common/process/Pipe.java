package ipckit.common.process;

import ipckit.common.os.PipeCapacity;
import ipckit.common.os.PipeEnd;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A pipe between this process and its children, or between two children. A child has an end of the
 * pipe only if its {@link ProcessLaunch} connects that end. A reader sees the end of file when
 * every process, including this one, has closed the writing end.
 */
public final class Pipe implements AutoCloseable {
    private final PipeEnd.Pipe ends;

    private Pipe(PipeEnd.Pipe ends) {
        this.ends = ends;
    }

    /**
     * Makes a pipe.
     *
     * @throws ipckit.common.IpcException IO if this process has too many open files
     */
    public static Pipe make() {
        return new Pipe(PipeEnd.make());
    }

    /** Returns the reading end. A read blocks; only one thread reads. */
    public ReadableByteChannel out() {
        return ends.out();
    }

    /** Returns the writing end. A write blocks; only one thread writes. */
    public WritableByteChannel in() {
        return ends.in();
    }

    /**
     * Sets the capacity in bytes, or keeps the default if the capacity exceeds the kernel's limit
     * for this user.
     */
    public Pipe withCapacity(int bytes) {
        PipeCapacity.set(ends.in(), bytes);
        return this;
    }

    /**
     * Returns how many bytes were written and not read. This process's writing end must be open.
     */
    public int unread() {
        return PipeCapacity.unread(ends.in());
    }

    /**
     * Returns how many bytes can be read without blocking. This process's reading end must be open.
     */
    int readable() {
        return PipeCapacity.unread(ends.out());
    }

    int outDescriptor() {
        return ends.out().descriptor();
    }

    int inDescriptor() {
        return ends.in().descriptor();
    }

    /**
     * Closes this process's reading end. If it was the last open reading end, writers get SIGPIPE.
     */
    public void closeOut() {
        ends.out().close();
    }

    /** Closes this process's writing end. */
    public void closeIn() {
        ends.in().close();
    }

    /** Closes this process's two ends. */
    @Override
    public void close() {
        ends.close();
    }
}
