package ipckit.shm.scheme;

import ipckit.common.memory.Mapping;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.FutexDoorbell;

/**
 * One event word for all cells of a local segment, in a file beside the segment. The word records
 * whether a process sleeps, so a change without waiting processes needs no system call.
 */
final class SegmentEventWord implements CellEvent {
    private final Event event;

    /**
     * @param words the file beside the segment
     * @param offset of the event word in that file
     */
    SegmentEventWord(Mapping words, long offset) {
        event = new Event(words, new EventWord(offset, null), new FutexDoorbell(words));
    }

    @Override
    public int announce(long offset) {
        return event.announce();
    }

    @Override
    public void await(long offset, int ticket, long nanos) {
        event.await(ticket, nanos);
    }

    @Override
    public void changed(long offset) {
        event.signalAfterSwap();
    }
}
