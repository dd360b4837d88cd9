package ipckit.fan.output;

import ipckit.common.memory.RunFormat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The text before each record of a child's output: the child's number and a tab. Immutable. */
public final class LineTag {
    private final byte[] bytes;

    public LineTag(long number) {
        bytes = (number + "\t").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Returns records with their tags.
     *
     * @param tag the tag; if the tag is null, the result is a view of the records themselves
     * @param format the format of the records in memory
     * @param records the memory, whose bytes from {@code from} to {@code to} are the records
     * @param count the number of records
     */
    public static ByteBuffer tagged(
            LineTag tag, RunFormat format, MemorySegment records, long from, long to, int count) {
        return tag == null
                ? records.asSlice(from, to - from).asByteBuffer()
                : tag.before(format, records, from, to, count);
    }

    private ByteBuffer before(
            RunFormat format, MemorySegment records, long from, long to, int count) {
        byte[] tagged = new byte[Math.toIntExact(to - from + (long) count * bytes.length)];
        int used = 0;
        for (long at = from; at < to; ) {
            System.arraycopy(bytes, 0, tagged, used, bytes.length);
            used += bytes.length;
            long end = format.nextEnd(records, at, to);
            int length = (int) (end - at);
            MemorySegment.copy(records, ValueLayout.JAVA_BYTE, at, tagged, used, length);
            used += length;
            at = end;
        }
        return ByteBuffer.wrap(tagged);
    }
}
