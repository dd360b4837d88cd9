package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.os.Futex;

import java.lang.foreign.MemorySegment;

/**
 * Sleeps in futex(2) on the shared word itself. A futex stores no wake-ups and has no descriptor.
 * So the methods that drain, prepare and close the doorbell do nothing.
 */
public final class FutexDoorbell extends Doorbell {
    private final Futex futex = new Futex();

    /** Creates a doorbell for the words of a mapping. */
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
