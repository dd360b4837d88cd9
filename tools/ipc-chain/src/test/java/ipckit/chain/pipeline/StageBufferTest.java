package ipckit.chain.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

final class StageBufferTest {
    private final StageBuffer buffer = new StageBuffer(true);

    private static boolean put(StageBuffer buffer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return buffer.put(bytes, 0, bytes.length);
    }

    private String take(int size) {
        byte[] bytes = new byte[size];
        int n = buffer.take(bytes);
        return n < 0 ? Integer.toString(n) : new String(bytes, 0, n, StandardCharsets.UTF_8);
    }

    @Test
    void replaysUnacknowledgedLinesAfterRewind() {
        put(buffer, "a\nbb\nccc\n");
        assertEquals("a\nbb\ncc", take(7));
        assertTrue(buffer.acknowledge(1));
        buffer.stop();
        assertEquals(Integer.toString(StageBuffer.STOPPED), take(7));
        buffer.rewind();
        assertEquals("bb\nccc\n", take(99));
        assertEquals(1, buffer.answered());
    }

    @Test
    void refusesToAcknowledgeLinesThatWereNotTaken() {
        put(buffer, "a\nb\n");
        take(3);
        assertTrue(buffer.acknowledge(1));
        assertFalse(buffer.acknowledge(1));
    }

    @Test
    void acknowledgesALastLineWithoutNewline() {
        put(buffer, "a\nb");
        take(99);
        assertTrue(buffer.acknowledge(1));
        assertFalse(buffer.acknowledge(1), "the line may still grow");
        buffer.end();
        assertFalse(buffer.isDone());
        assertTrue(buffer.acknowledge(1));
        assertTrue(buffer.isDone());
        assertEquals(Integer.toString(StageBuffer.END), take(1));
        assertFalse(buffer.acknowledge(1));
    }

    @Test
    void keepsLinesLongerThanItsBound() {
        String line = "x".repeat(3 << 20) + "\n";
        put(buffer, line);
        assertEquals(line, take(4 << 20));
        put(buffer, line);
        buffer.rewind();
        assertEquals(line + line, take(8 << 20));
        assertTrue(buffer.acknowledge(2));
    }

    @Test
    void refusesBytesWhenClosed() {
        buffer.close();
        assertFalse(put(buffer, "a\n"));
    }

    @Test
    void dropsTakenBytesUnlessItKeepsThem() {
        StageBuffer plain = new StageBuffer(false);
        put(plain, "a\n");
        plain.take(new byte[9]);
        plain.end();
        assertTrue(plain.isDone());
    }
}
