package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.os.Futex;

import java.lang.foreign.MemorySegment;

/**
 * A doorbell that uses futex(2). A waiting process sleeps on a word in shared memory, and other
 * processes wake it through the same word. A futex stores no wake-ups and has no descriptor.
 * Therefore the methods that drain, prepare and close the doorbell do nothing.
 */
public final class FutexDoorbell extends Doorbell {
    private final Futex futex = new Futex();

    /** Creates a doorbell for processes that sleep on words of the mapping {@code shared}. */
    public FutexDoorbell(Mapping shared) {
        super(shared, false);
    }

    @Override
    public void await(EventWord word, int expected, long nanos) {
        systemCalls++;
        futex.await(memory(word), expected, nanos);
    }

    @Override
    void ringOne(EventWord word) {
        systemCalls++;
        futex.wake(memory(word), 1);
    }

    @Override
    public void ringAll(EventWord word) {
        systemCalls++;
        futex.wake(memory(word), Integer.MAX_VALUE);
    }

    private MemorySegment memory(EventWord word) {
        return shared.segment().asSlice(word.offset(), Integer.BYTES);
    }
}
