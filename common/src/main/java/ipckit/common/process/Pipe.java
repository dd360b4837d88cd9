package ipckit.common.process;

import ipckit.common.os.PipeCapacity;
import ipckit.common.os.PipeEnd;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A pipe between this process and others, or between two others. No process that is started has an
 * end of it but as its {@link ProcessLaunch} says; the end of file comes when all who have the
 * other end have closed it, us included.
 */
public final class Pipe implements AutoCloseable {
    private final PipeEnd.Pipe ends;

    private Pipe(PipeEnd.Pipe ends) {
        this.ends = ends;
    }

    /**
     * @throws ipckit.common.IpcException IO (too many open files)
     */
    public static Pipe make() {
        return new Pipe(PipeEnd.make());
    }

    /** What is to be read; a read blocks, and belongs to one thread. */
    public ReadableByteChannel out() {
        return ends.out();
    }

    /** Where to write; a write blocks, and belongs to one thread. */
    public WritableByteChannel in() {
        return ends.in();
    }

    /** Lets it hold so many bytes if the kernel allows it; otherwise it holds what pipes do. */
    public Pipe holding(int bytes) {
        PipeCapacity.set(ends.in(), bytes);
        return this;
    }

    /** How many bytes were written into it that nobody has read yet; our writing end is open. */
    public int unread() {
        return PipeCapacity.unread(ends.in());
    }

    int outDescriptor() {
        return ends.out().descriptor();
    }

    int inDescriptor() {
        return ends.in().descriptor();
    }

    /** Closes our reading end: who writes gets SIGPIPE if nobody else has it. */
    public void closeOut() {
        ends.out().close();
    }

    /** Closes our writing end. */
    public void closeIn() {
        ends.in().close();
    }

    /** Closes both. */
    @Override
    public void close() {
        ends.close();
    }
}
