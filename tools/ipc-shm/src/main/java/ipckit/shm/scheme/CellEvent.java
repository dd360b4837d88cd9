package ipckit.shm.scheme;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.FutexDoorbell;

/** How one who waits for a cell learns that it has changed. Sleeps end early, too. */
public interface CellEvent {
    /** Says that we are about to sleep; the caller looks once more before it does. */
    int announce(long offset);

    /** Sleeps until a cell has changed since {@code ticket} was drawn, at most {@code nanos}. */
    void await(long offset, int ticket, long nanos);

    /**
     * Wakes those who wait for the cell, after it was changed by a sequentially consistent swap.
     */
    void changed(long offset);

    /**
     * Of all cells of a segment, by a word beside it that says whether anybody sleeps: a change
     * that nobody waits for costs nothing.
     */
    final class Beside implements CellEvent {
        private final Event event;

        Beside(Mapping words, long offset) {
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

    /**
     * By the cell itself, where nothing of ours stands beside the segment: each change is a system
     * call. Of a cell of 64 bits the lower half is watched; who changes only the other between a
     * look and the sleep is seen when the sleep ends.
     */
    final class Itself implements CellEvent {
        private final Mapping memory;
        private final FutexDoorbell doorbell;

        Itself(Mapping memory) {
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
}
