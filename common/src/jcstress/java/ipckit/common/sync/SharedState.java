package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few words of memory outside the heap, as a mapped file has them, all zero: one for each of the
 * many states that a stress test makes. They are used again long after a test has done with them.
 */
class SharedState {
    static final long DATA = 0;
    static final EventWord BELL = new EventWord(128, "unused");

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
        Words.setInt(shared, BELL.offset(), 0);
    }
}
