package ipckit.prodcons.demo.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Tests that the textbook's algorithm is correct with one producer, and that an item can be lost
 * with two producers.
 */
final class TextbookBufferTest {
    private static final int SLOTS = 3;

    @TempDir private Path directory;
    private TextbookBuffer buffer;

    @BeforeEach
    void create() throws IOException {
        TextbookBuffer.create(directory, SLOTS);
        buffer = TextbookBuffer.open(directory);
    }

    @Test
    void isEmptyAtFirstAndFullWithOneSlotFree() {
        assertTrue(buffer.isEmpty());
        for (int serial = 1; serial < SLOTS; serial++) {
            assertFalse(buffer.isFull());
            buffer.write(DemoItem.of(1, serial));
            assertEquals(serial, buffer.moveIn());
        }
        assertTrue(buffer.isFull());
        assertFalse(buffer.isEmpty());
    }

    /**
     * Some lectures show a buffer with in = 2 and out = 2 and call it FULL. This is an error in
     * these lectures: by the textbook's definition, a buffer with in = out is EMPTY.
     */
    @Test
    void isEmptyWhenInEqualsOut() {
        for (int i = 0; i < 2; i++) {
            buffer.write(DemoItem.of(1, i + 1));
            buffer.moveIn();
            buffer.moveOut();
        }
        assertEquals(2, buffer.in());
        assertEquals(2, buffer.out());
        assertTrue(buffer.isEmpty());
        assertFalse(buffer.isFull());
    }

    @Test
    void losesAnItemWhenTwoProducersInterleave() {
        DemoItem first = DemoItem.of(1, 1);
        DemoItem second = DemoItem.of(2, 1);
        int slotOfFirst = buffer.write(first);
        // The second producer writes before the first producer has set `in`.
        int slotOfSecond = buffer.write(second);
        buffer.moveIn();
        buffer.moveIn();
        assertEquals(slotOfFirst, slotOfSecond);
        assertEquals(second, buffer.read(buffer.out()));
        buffer.moveOut();
        assertFalse(buffer.isEmpty(), "a slot without an item looks full");
        assertFalse(buffer.read(buffer.out()).isWhole());
    }

    @Test
    void isSharedByAllMappings() {
        buffer.write(DemoItem.of(1, 1));
        buffer.moveIn();
        TextbookBuffer other = TextbookBuffer.open(directory);
        assertEquals(1, other.in());
        assertEquals(DemoItem.of(1, 1), other.read(0));
    }
}
