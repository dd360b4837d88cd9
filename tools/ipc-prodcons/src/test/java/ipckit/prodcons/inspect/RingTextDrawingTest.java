package ipckit.prodcons.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

final class RingTextDrawingTest {
    @Test
    void emptyAndFullDiffer() {
        assertEquals(
                List.of("       v out", "[ ][ ][ ][ ]", "       ^ in"),
                new RingTextDrawing(4, 2, 2, 0).lines());
        assertEquals(
                List.of("       v out", "[#][ ][#][#]", "    ^ in"),
                new RingTextDrawing(4, 1, 2, 3).lines());
        assertEquals("[#][#][#][#]", new RingTextDrawing(4, 2, 2, 4).lines().get(1));
    }

    @Test
    void aLongRingIsShrunkToALine() {
        String bar = new RingTextDrawing(1000, 600, 500, 100).lines().get(1);
        assertEquals(72, bar.length());
        assertEquals("#", bar.substring(36, 37));
        assertTrue(bar.startsWith("....") && bar.endsWith("...."));
        assertTrue(new RingTextDrawing(1000, 501, 500, 1).lines().get(1).contains("#"));
        assertTrue(new RingTextDrawing(1L << 32, 7, 0, 7).lines().get(1).startsWith("#."));
    }
}
