package ipckit.shm.scheme;

import ipckit.common.sync.Event;

/**
 * The event of the cells of a local segment. All cells share one event word in the file {@code
 * users} of the segment's directory. The word records whether a process sleeps, so a change of a
 * cell needs no system call while no process waits.
 */
record SegmentEventWord(Event event) implements CellEvent {
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
