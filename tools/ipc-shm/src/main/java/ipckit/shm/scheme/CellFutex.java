package ipckit.shm.scheme;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.FutexDoorbell;

/**
 * The event of the cells of a posix or sysv segment. A process that waits for a cell sleeps on the
 * cell itself as a futex. No file records which processes wait for a cell of such a segment, so
 * every change of a cell needs a system call that wakes the waiting processes.
 *
 * <p>A futex has 32 bits, so the futex of a 64-bit cell is the lower half of the cell. If only the
 * upper half changes after a process has read the cell and before the process sleeps, the process
 * sleeps although the cell has changed. The process notices the change after the sleep, which has a
 * time limit.
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
