package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few words of memory outside the heap, like the words of a mapped file. jcstress creates many
 * instances of each test class. Each instance uses the next 256 bytes of one memory area. The
 * constructor sets the words at the offsets {@code DATA} and {@code WORD} to zero. After 131072
 * instances, the next instance uses the beginning of the area again. By then jcstress no longer
 * uses the old instances.
 */
class SharedState {
    static final long DATA = 0;
    static final EventWord WORD = new EventWord(128, "unused");

    private static final int STATES = 1 << 17;
    private static final int BYTES = 256;
    private static final MemorySegment MEMORY =
            Arena.global().allocate((long) STATES * BYTES, BYTES);
    private static final AtomicInteger NEXT = new AtomicInteger();

    final Mapping shared;

    SharedState() {
        long at = (long) (NEXT.getAndIncrement() & STATES - 1) * BYTES;
        shared = new Mapping(MEMORY.asSlice(at, BYTES));
        Words.set(shared, DATA, 0);
        Words.set(shared, WORD.offset(), 0);
    }
}
