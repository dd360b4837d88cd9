package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.os.Futex;

import java.lang.foreign.MemorySegment;

/** Sleeps in futex(2) on the shared word itself; there is nothing to create or to delete. */
public final class FutexDoorbell implements Doorbell {
    private final Mapping shared;
    private final Futex futex = new Futex();
    private long systemCalls;

    /** Creates a doorbell for the words of a mapping. */
    public FutexDoorbell(Mapping shared) {
        this.shared = shared;
    }

    @Override
    public void prepare(EventWord word) {
        // The word exists; a process that never rings must not pay for the system call's handle.
    }

    @Override
    public void drain(EventWord word) {
        // A futex stores no rings.
    }

    @Override
    public void restore(EventWord word) {
        // Nothing was discarded.
    }

    @Override
    public void await(EventWord word, int expected, long nanos) {
        systemCalls++;
        futex.await(memory(word), expected, nanos);
    }

    @Override
    public void ringOne(EventWord word) {
        systemCalls++;
        futex.wake(memory(word), 1);
    }

    @Override
    public void ringAll(EventWord word) {
        systemCalls++;
        futex.wake(memory(word), Integer.MAX_VALUE);
    }

    @Override
    public boolean ringsUnannounced() {
        return false;
    }

    @Override
    public long systemCalls() {
        return systemCalls;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private MemorySegment memory(EventWord word) {
        return shared.segment().asSlice(word.offset(), Integer.BYTES);
    }
}
