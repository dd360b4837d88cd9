package ipckit.common.pipe;

import ipckit.common.IpcException;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.BooleanSupplier;

/**
 * Writes runs of items to a stream in a framing of its own. Long runs that are in that framing
 * already, and long items in any, go to write(2) straight from where they lie; everything else is
 * gathered so that many small items make few calls. Hence what was written is not out before {@link
 * #flush}, and {@link #itemsTaken} says what is.
 *
 * <p>An item's own bytes are never changed: items that were lines and go out as lines, frames or
 * whole only lose or win what surrounds them. For the one thread that made it.
 */
public final class RunWriter implements AutoCloseable {
    /** From this length on a copy costs more than a call. */
    private static final int DIRECT = 16 << 10;

    private final RunFormat format;
    private final OutputBuffer buffer;
    private final FullWriter out;
    private final ItemCursor items = new ItemCursor();
    private final ByteBuffer[] parts = new ByteBuffer[4];
    private long itemsTaken;
    private IpcException failure;

    /**
     * @param out blocking; not closed by this class
     * @param framing how items are told apart in the stream
     * @param peerGone whether nobody can read any more what is written to {@code out}; asked once,
     *     when a write has failed
     */
    public RunWriter(WritableByteChannel out, Framing framing, BooleanSupplier peerGone) {
        this.format = framing.format();
        this.buffer = new OutputBuffer(format);
        this.out = new FullWriter(out, peerGone);
    }

    /**
     * Writes a run, or keeps a copy of it for a later write: the caller may reuse its memory in any
     * case. Blocks as the stream does.
     *
     * <p>Throws {@link IpcException.Category#OUTPUT_CLOSED} if the reader has gone, {@link
     * IpcException.Category#NO_SPACE} or {@link IpcException.Category#IO} if writing fails (the
     * same again in every later call, as the stream may have ended within an item), and {@link
     * IpcException.Category#CORRUPT} if a run to be translated is not made of whole items.
     *
     * @param stored how the items lie in the run
     * @param count how many there are
     * @param run their bytes
     */
    public void write(RunFormat stored, int count, RunBytes run) {
        if (failure != null) {
            throw failure;
        }
        if (stored == format) {
            writeAsItIs(count, run);
            return;
        }
        items.reset(stored, run);
        while (items.next()) {
            writeItem(run, items.from(), items.length());
        }
    }

    /** Writes out what was kept back. Throws as {@link #write}. */
    public void flush() {
        if (failure != null) {
            throw failure;
        }
        if (buffer.isEmpty()) {
            return;
        }
        parts[0] = buffer.bytes();
        try {
            out.write(parts, 1);
        } catch (IOException e) {
            itemsTaken += buffer.itemsWithin(out.written());
            throw fail(e);
        }
        itemsTaken += buffer.items();
        buffer.clear();
    }

    /** Items that the stream has taken completely so far; exact also after a failure. */
    public long itemsTaken() {
        return itemsTaken;
    }

    /** Items kept back, which a {@link #flush} would write. */
    public long itemsKept() {
        return failure == null ? buffer.items() : 0;
    }

    /** Frees the buffer. Does not flush: after a failure there is nothing to be rescued. */
    @Override
    public void close() {
        buffer.close();
    }

    private void writeAsItIs(int count, RunBytes run) {
        long length = run.length();
        if (length < DIRECT) {
            makeRoom((int) length);
            buffer.add(run, 0, (int) length);
            buffer.endItems(count);
            return;
        }
        flush();
        try {
            out.write(parts, addParts(0, run, 0, length));
        } catch (IOException e) {
            itemsTaken += run.count(format, out.written());
            run.touch();
            throw fail(e);
        }
        itemsTaken += count;
    }

    private void writeItem(RunBytes run, long from, long length) {
        if (length < DIRECT) {
            makeRoom((int) length + format.prefix() + format.suffix());
            buffer.addPrefix((int) length);
            buffer.add(run, from, (int) length);
            buffer.addSuffix();
            buffer.endItems(1);
            return;
        }
        flush();
        writeLongItem(run, from, length);
    }

    /** The item from where it lies; only what goes before or after it comes out of the buffer. */
    private void writeLongItem(RunBytes run, long from, long length) {
        buffer.addPrefix((int) length);
        buffer.addSuffix();
        int n = 0;
        if (format.prefix() > 0) {
            parts[n++] = buffer.bytes();
        }
        n = addParts(n, run, from, length);
        if (format.suffix() > 0) {
            parts[n++] = buffer.bytes();
        }
        try {
            out.write(parts, n);
        } catch (IOException e) {
            run.touch();
            throw fail(e);
        }
        buffer.clear();
        itemsTaken++;
    }

    private int addParts(int n, RunBytes run, long from, long length) {
        int next = n;
        ByteBuffer first = run.firstPart(from, length);
        if (first != null) {
            parts[next++] = first;
        }
        ByteBuffer second = run.secondPart(from, length);
        if (second != null) {
            parts[next++] = second;
        }
        return next;
    }

    private void makeRoom(int length) {
        if (!buffer.hasRoom(length)) {
            flush();
        }
    }

    private IpcException fail(IOException e) {
        failure = out.explain(e);
        return failure;
    }
}
