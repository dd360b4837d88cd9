package ipckit.common.process;

import ipckit.common.os.PipeCapacity;
import ipckit.common.os.PipeEnd;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A pipe between this process and its children, or between two children. A child has an end of it
 * only if its {@link ProcessLaunch} says so. A reader sees the end of file when every process, this
 * one included, has closed the other end.
 */
public final class Pipe implements AutoCloseable {
    private final PipeEnd.Pipe ends;

    private Pipe(PipeEnd.Pipe ends) {
        this.ends = ends;
    }

    /**
     * Makes a pipe.
     *
     * @throws ipckit.common.IpcException IO (too many open files)
     */
    public static Pipe make() {
        return new Pipe(PipeEnd.make());
    }

    /** The end to read from. A read blocks; one thread reads. */
    public ReadableByteChannel out() {
        return ends.out();
    }

    /** The end to write to. A write blocks; one thread writes. */
    public WritableByteChannel in() {
        return ends.in();
    }

    /** Sets the capacity in bytes, or keeps the default if the kernel does not allow so much. */
    public Pipe withCapacity(int bytes) {
        PipeCapacity.set(ends.in(), bytes);
        return this;
    }

    /** Returns how many bytes were written and not read; this process's writing end is open. */
    public int unread() {
        return PipeCapacity.unread(ends.in());
    }

    /** Returns how many bytes can be read without blocking; the reading end is open. */
    int readable() {
        return PipeCapacity.unread(ends.out());
    }

    int outDescriptor() {
        return ends.out().descriptor();
    }

    int inDescriptor() {
        return ends.in().descriptor();
    }

    /** Closes this process's reading end. Writers get SIGPIPE if it was the last one. */
    public void closeOut() {
        ends.out().close();
    }

    /** Closes this process's writing end. */
    public void closeIn() {
        ends.in().close();
    }

    /** Closes both ends of this process. */
    @Override
    public void close() {
        ends.close();
    }
}
