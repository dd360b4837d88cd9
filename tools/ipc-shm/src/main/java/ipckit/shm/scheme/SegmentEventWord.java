package ipckit.shm.scheme;

import ipckit.common.sync.Event;

/**
 * The {@link CellEvent} of a local segment. All processes that wait for a cell of the segment sleep
 * on one common word, the event word, in the file {@code users} of the segment's directory. The
 * word also records whether any process sleeps. While no process sleeps, a change of a cell needs
 * no system call.
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
