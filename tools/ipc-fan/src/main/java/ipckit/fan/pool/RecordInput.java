package ipckit.fan.pool;

import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunReader;

import java.lang.foreign.MemorySegment;
import java.nio.channels.ReadableByteChannel;

/** Reads the records of a stream one after the other. Only one thread may call the methods. */
public final class RecordInput implements AutoCloseable {
    private final ReadableByteChannel in;
    private final Framing framing;
    private final RunFormat format;
    private final long longest;
    private final ItemCursor items = new ItemCursor();
    private final RunBytes run = new RunBytes();
    private RunReader reader;

    /**
     * @param in a blocking stream, which this class does not close
     * @param framing how records are separated
     * @param longest the maximum length of a record in bytes
     */
    public RecordInput(ReadableByteChannel in, Framing framing, long longest) {
        this.in = in;
        this.framing = framing;
        this.format = framing.format();
        this.longest = longest;
    }

    /**
     * Returns the content of the next record without its terminator, or null at the end of the
     * stream. After this method has returned null, the next call reads the stream again, because at
     * a terminal the user can type more records after Ctrl-D.
     *
     * @throws ipckit.common.IpcException UNUSABLE if the record is too long or incomplete; IO if
     *     the stream cannot be read
     */
    public byte[] next() {
        if (reader == null) {
            reader = new RunReader(in, framing, longest);
            items.reset(format, run.set(MemorySegment.NULL, 0, 0));
        }
        if (!items.next()) {
            if (!reader.next()) {
                close();
                return null;
            }
            items.reset(format, run.set(reader.bytes(), reader.from(), reader.length()));
            items.next();
        }
        byte[] record = new byte[Math.toIntExact(items.length())];
        run.copyTo(items.from(), record.length, MemorySegment.ofArray(record), 0);
        return record;
    }

    /** Frees the memory into which records were read, but does not close the stream. */
    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
