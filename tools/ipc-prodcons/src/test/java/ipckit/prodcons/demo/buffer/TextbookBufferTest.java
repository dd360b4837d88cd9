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
 * Tests the textbook's solution of the producer-consumer problem. The variable {@code in} is the
 * next slot for a producer, and {@code out} is the next slot for a consumer. With one producer, the
 * solution is correct. With two producers, an item can be lost.
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
     * Some lectures call a buffer FULL in which {@code in} and {@code out} are both 2. These
     * lectures are wrong. By the textbook's definition, a buffer is EMPTY if {@code in} equals
     * {@code out}.
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
        // The second producer writes before the first producer has moved `in` to the next slot.
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
