package ipckit.shm.scheme;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.FutexDoorbell;

/**
 * The {@link CellEvent} of a posix or sysv segment. A process that waits for a cell uses the cell
 * as the futex on which it sleeps. Nothing records whether processes wait for a cell of such a
 * segment. Every change of a cell therefore needs a system call, which wakes the processes that
 * wait for the cell.
 *
 * <p>A futex has 32 bits, so the futex of a 64-bit cell is the lower half of the cell. If only the
 * upper half changes just before a process begins to sleep, the kernel does not notice the change,
 * and the process sleeps although the cell has changed. Every sleep has a time limit, so the
 * process soon reads the cell again and notices the change.
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
