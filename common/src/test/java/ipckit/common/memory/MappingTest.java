package ipckit.common.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Tests that a mapping reads and writes the right words of its memory segment, and rejects every
 * access outside the segment.
 */
class MappingTest {
    private static final long SIZE = 64;

    private final MemorySegment segment = Arena.ofAuto().allocate(SIZE, Long.BYTES);
    private final Mapping mapping = new Mapping(segment);

    @Test
    void readsAndWritesTheSegmentsWords() {
        Words.set(mapping, 0, 1);
        Words.setRelease(mapping, SIZE - Long.BYTES, 2);
        Words.setInt(mapping, SIZE - Long.BYTES - Integer.BYTES, 3);

        assertEquals(1, segment.get(ValueLayout.JAVA_LONG, 0));
        assertEquals(2, Words.getAcquire(mapping, SIZE - Long.BYTES));
        assertEquals(3, segment.get(ValueLayout.JAVA_INT, SIZE - Long.BYTES - Integer.BYTES));
        assertTrue(Words.compareAndSet(mapping, 0, 1, 5));
        assertEquals(5, Words.getAndAdd(mapping, 0, 1));
        assertEquals(6, segment.get(ValueLayout.JAVA_LONG, 0));
    }

    @Test
    void accessesNothingOutside() {
        for (long offset : new long[] {-8, -1, SIZE - 7, SIZE, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> Words.get(mapping, offset));
            assertThrows(IndexOutOfBoundsException.class, () -> Words.set(mapping, offset, 1));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> Words.getInt(mapping, SIZE - 3));
        assertThrows(IndexOutOfBoundsException.class, () -> mapping.copyFrom(segment, 0, 1, SIZE));
        assertThrows(IndexOutOfBoundsException.class, () -> mapping.copyFrom(segment, 1, 0, SIZE));
        assertThrows(IndexOutOfBoundsException.class, () -> mapping.copyFrom(segment, 0, 0, -1));
    }

    @Test
    void copiesFromTheHeapToo() {
        byte[] bytes = {1, 2, 3};
        mapping.copyFrom(MemorySegment.ofArray(bytes), 0, 5, bytes.length);

        assertArrayEquals(bytes, segment.asSlice(5, bytes.length).toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void needsNativeMemory() {
        MemorySegment heap = MemorySegment.ofArray(new long[8]);

        assertThrows(IllegalArgumentException.class, () -> new Mapping(heap));
    }
}
