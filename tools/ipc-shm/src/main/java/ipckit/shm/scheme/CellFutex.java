package ipckit.shm.scheme;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.FutexDoorbell;

/**
 * A futex on the cell itself, for posix and sysv segments, which have no file of this kit beside
 * them. Every change needs a system call, because nothing records whether a process sleeps.
 *
 * <p>A futex has 32 bits. Of a cell of 64 bits the lower half is watched: a change of only the
 * upper half between the last read and the sleep is noticed when the sleep ends.
 */
final class CellFutex implements CellEvent {
    private final Mapping memory;
    private final FutexDoorbell doorbell;

    CellFutex(Mapping memory) {
        this.memory = memory;
        this.doorbell = new FutexDoorbell(memory);
    }

    @Override
    public int announce(long offset) {
        return Words.getIntAcquire(memory, offset);
    }

    @Override
    public void await(long offset, int ticket, long nanos) {
        doorbell.await(new EventWord(offset, null), ticket, nanos);
    }

    @Override
    public void changed(long offset) {
        doorbell.ringAll(new EventWord(offset, null));
    }
}
