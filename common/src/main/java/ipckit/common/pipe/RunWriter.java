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
 * Writes runs (sequences of items in memory) to a stream in a given {@linkplain Framing framing},
 * which is the way in which the stream separates items.
 *
 * <p>A run that has the framing of the stream is written as a whole. A run in another framing is
 * written item by item. A long run or item is written directly from its memory. A short run or item
 * is first copied into a buffer, so that many small items need few calls of write(2). {@link
 * #flush} writes the buffered items. {@link #itemsTaken} returns the number of items that were
 * written.
 *
 * <p>The bytes of an item never change. Only the prefix and the terminator of an item depend on the
 * framing of the stream. A writer belongs to the thread that creates it.
 */
public final class RunWriter implements AutoCloseable {
    /**
     * The smallest length in bytes at which a copy takes longer than a system call. An item or run
     * (a sequence of items) of at least this length is written without a copy.
     */
    private static final int DIRECT = 16 << 10;

    private final RunFormat format;
    final OutputBuffer buffer;
    private final FullWriter out;
    private final ItemCursor items = new ItemCursor();
    private final ByteBuffer[] parts = new ByteBuffer[4];
    private long itemsTaken;
    private IpcException failure;

    /**
     * Creates a writer that writes to a stream.
     *
     * @param out a blocking stream, which this class does not close
     * @param framing the way in which the stream separates items
     * @param peerGone returns whether the reader of {@code out} has closed the stream; called once,
     *     after a write has failed
     */
    public RunWriter(WritableByteChannel out, Framing framing, BooleanSupplier peerGone) {
        this.format = framing.format();
        this.buffer = new OutputBuffer(format);
        this.out = new FullWriter(out, peerGone);
    }

    /**
     * Writes a run (a sequence of items in memory), or copies the run into the buffer for a later
     * write. The caller may reuse the run's memory afterwards. Waits while the stream accepts no
     * bytes.
     *
     * <p>After OUTPUT_CLOSED, NO_SPACE or IO, the last item in the stream may be incomplete.
     * Therefore every later call throws the same exception again.
     *
     * <p>A run in the format of the stream is written without a check of its items. A run of
     * another format is divided into its items, and an incomplete item causes the exception
     * CORRUPT.
     *
     * @param stored the format of the run
     * @param count the number of items in the run
     * @param run the bytes of the run
     * @throws IpcException OUTPUT_CLOSED if the reader has closed the stream; NO_SPACE or IO if
     *     writing fails; CORRUPT if the run has another format and contains an incomplete item
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

    /** Writes the buffered items. Throws OUTPUT_CLOSED, NO_SPACE and IO as {@link #write} does. */
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

    /**
     * Returns the number of items that were written completely. The number is exact even after a
     * failure.
     */
    public long itemsTaken() {
        return itemsTaken;
    }

    /**
     * Frees the buffer, and discards the items in it. A caller that needs these items to be written
     * calls {@link #flush} first.
     */
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

    /**
     * Writes a long item directly from its memory. Only the prefix or terminator is written from
     * the buffer.
     */
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
