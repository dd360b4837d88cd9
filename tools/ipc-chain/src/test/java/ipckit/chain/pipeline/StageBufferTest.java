package ipckit.chain.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

final class StageBufferTest {
    private final StageBuffer window = new StageBuffer(true);

    private static boolean put(StageBuffer window, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return window.put(bytes, 0, bytes.length);
    }

    private String take(int size) {
        byte[] bytes = new byte[size];
        int n = window.take(bytes);
        return n < 0 ? Integer.toString(n) : new String(bytes, 0, n, StandardCharsets.UTF_8);
    }

    @Test
    void givesAgainWhatIsNotAcknowledged() {
        put(window, "a\nbb\nccc\n");
        assertEquals("a\nbb\ncc", take(7));
        assertTrue(window.acknowledge(1));
        window.stop();
        assertEquals("-2", take(7));
        window.rewind();
        assertEquals("bb\nccc\n", take(99));
        assertEquals(1, window.answered());
    }

    @Test
    void takesNoAnswerToWhatWasNotGiven() {
        put(window, "a\nb\n");
        take(3);
        assertTrue(window.acknowledge(1));
        assertFalse(window.acknowledge(1));
    }

    @Test
    void lastLineNeedsNoNewline() {
        put(window, "a\nb");
        take(99);
        assertTrue(window.acknowledge(1));
        assertFalse(window.acknowledge(1), "more of it may come");
        window.end();
        assertFalse(window.isDone());
        assertTrue(window.acknowledge(1));
        assertTrue(window.isDone());
        assertEquals("-1", take(1));
        assertFalse(window.acknowledge(1));
    }

    @Test
    void keepsLinesOfAnyLength() {
        String line = "x".repeat(3 << 20) + "\n";
        put(window, line);
        assertEquals(line, take(4 << 20));
        put(window, line);
        window.rewind();
        assertEquals(line + line, take(8 << 20));
        assertTrue(window.acknowledge(2));
    }

    @Test
    void takesNothingWhenClosed() {
        window.close();
        assertFalse(put(window, "a\n"));
    }

    @Test
    void keepsNothingUnlessToldTo() {
        StageBuffer plain = new StageBuffer(false);
        put(plain, "a\n");
        plain.take(new byte[9]);
        plain.end();
        assertTrue(plain.isDone());
    }
}
