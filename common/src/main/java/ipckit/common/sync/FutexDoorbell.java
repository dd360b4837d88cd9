package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.os.Futex;

import java.lang.foreign.MemorySegment;

/** Sleeps in futex(2) on the shared word itself: nothing to make, nothing to clean up. */
public final class FutexDoorbell implements Doorbell {
    private final Mapping shared;
    private final Futex futex = new Futex();
    private long systemCalls;

    /**
     * @param shared the mapping that the bells' words lie in
     */
    public FutexDoorbell(Mapping shared) {
        this.shared = shared;
    }

    @Override
    public void prepare(EventWord bell) {
        // the word is there; who rings for nobody shall not pay for the system call's handle
    }

    @Override
    public void quiet(EventWord bell) {
        // a futex remembers nothing
    }

    @Override
    public void passOn(EventWord bell) {
        // and so it forgets nothing
    }

    @Override
    public void await(EventWord bell, int expected, long nanos) {
        systemCalls++;
        futex.await(word(bell), expected, nanos);
    }

    @Override
    public void ringOne(EventWord bell) {
        systemCalls++;
        futex.wake(word(bell), 1);
    }

    @Override
    public void ringAll(EventWord bell) {
        systemCalls++;
        futex.wake(word(bell), Integer.MAX_VALUE);
    }

    @Override
    public boolean ringsUnasked() {
        return false;
    }

    @Override
    public long systemCalls() {
        return systemCalls;
    }

    @Override
    public void close() {
        // nothing is held
    }

    private MemorySegment word(EventWord bell) {
        return shared.segment().asSlice(bell.offset(), Integer.BYTES);
    }
}
