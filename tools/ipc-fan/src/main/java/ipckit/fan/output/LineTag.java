package ipckit.fan.output;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.RunReader;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The text before each record of a child's output: the child's number and a tab, or nothing.
 * Immutable.
 */
public final class LineTag {
    private final RunFormat format;
    private final byte[] bytes;

    /**
     * @param format the format of the records, which determines where a record ends
     * @param text the text before each record, possibly empty
     */
    public LineTag(RunFormat format, String text) {
        this.format = format;
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Returns the records of the reader's current run, with a tag before each record. A run is a
     * sequence of complete records; {@link RunReader#next} moves the reader to the next run.
     */
    public ByteBuffer tagged(RunReader run) {
        return tagged(run.bytes(), run.from(), run.from() + run.length(), run.count());
    }

    /**
     * Returns records with a tag before each record. If the tag is empty, the result is a view of
     * the records themselves.
     *
     * @param records the memory that contains the records, from the offset {@code from} (inclusive)
     *     to {@code to} (exclusive)
     * @param count the number of records
     */
    public ByteBuffer tagged(MemorySegment records, long from, long to, int count) {
        if (bytes.length == 0) {
            return records.asSlice(from, to - from).asByteBuffer();
        }
        byte[] tagged = new byte[Math.toIntExact(to - from + (long) count * bytes.length)];
        MemorySegment target = MemorySegment.ofArray(tagged);
        int used = 0;
        for (long at = from; at < to; ) {
            System.arraycopy(bytes, 0, tagged, used, bytes.length);
            used += bytes.length;
            long end = format.nextEnd(records, at, to);
            int length = (int) (end - at);
            MemorySegment.copy(records, at, target, used, length);
            used += length;
            at = end;
        }
        return ByteBuffer.wrap(tagged);
    }
}
