package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.RunFormat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts items into a ring. The items are strings, and each character stands for one byte. */
final class Given {
    private Given() {}

    /** Puts one item without waiting. */
    static Producer.Result one(Producer producer, String item) {
        return one(producer, item, Deadline.NOW);
    }

    static Producer.Result one(Producer producer, String item, Deadline deadline) {
        byte[] bytes = item.getBytes(StandardCharsets.ISO_8859_1);
        return producer.put(MemorySegment.ofArray(bytes), 0, bytes.length, deadline);
    }

    /** Puts several items together, as one run (a sequence of complete items). */
    static Producer.Result run(
            Producer producer, RunFormat format, List<String> items, Deadline deadline) {
        byte[] bytes = bytes(format, items);
        return producer.put(
                format, MemorySegment.ofArray(bytes), 0, bytes.length, items.size(), deadline);
    }

    private static byte[] bytes(RunFormat format, List<String> items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String item : items) {
            if (format == RunFormat.FRAMES) {
                bytes.writeBytes(ByteBuffer.allocate(4).putInt(item.length()).array());
            }
            bytes.writeBytes(item.getBytes(StandardCharsets.ISO_8859_1));
            if (format.terminated()) {
                bytes.write(format.terminator());
            }
        }
        return bytes.toByteArray();
    }
}
