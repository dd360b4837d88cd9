package ipckit.fan.output;

import ipckit.common.memory.RunFormat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What stands before each line that a child has written: its number and a tab. */
public final class LineTag {
    private final byte[] bytes;

    public LineTag(long number) {
        bytes = (number + "\t").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Lines with what stands before them.
     *
     * @param tag null for nothing: then it is a view of the lines themselves
     * @param count how many lines there are
     */
    public static ByteBuffer put(
            LineTag tag, RunFormat format, MemorySegment lines, long from, long to, int count) {
        return tag == null
                ? lines.asSlice(from, to - from).asByteBuffer()
                : tag.before(format, lines, from, to, count);
    }

    private ByteBuffer before(
            RunFormat format, MemorySegment lines, long from, long to, int count) {
        byte[] tagged = new byte[Math.toIntExact(to - from + (long) count * bytes.length)];
        int used = 0;
        for (long at = from; at < to; ) {
            System.arraycopy(bytes, 0, tagged, used, bytes.length);
            used += bytes.length;
            long end = format.nextEnd(lines, at, to);
            int length = (int) (end - at);
            MemorySegment.copy(lines, ValueLayout.JAVA_BYTE, at, tagged, used, length);
            used += length;
            at = end;
        }
        return ByteBuffer.wrap(tagged);
    }
}
