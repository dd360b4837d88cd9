package ipckit.shm.scheme;

import ipckit.common.sync.Event;

/**
 * One event word for all cells of a local segment, in a file beside the segment. The word records
 * whether a process sleeps, so a change without waiting processes needs no system call.
 */
final class SegmentEventWord implements CellEvent {
    private final Event event;

    /**
     * @param event the event at the word
     */
    SegmentEventWord(Event event) {
        this.event = event;
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
