package ipckit.shm.scheme;

/**
 * The event that a cell of a segment has changed. A waiting process calls {@link #announce}, reads
 * the cell again, and then sleeps in {@link #await}; a process that changes a cell calls {@link
 * #changed}. A sleep may end early.
 */
public interface CellEvent {
    /**
     * Announces that this process is about to sleep. The caller must read the cell again
     * afterwards, or it misses a change that came before the announcement.
     *
     * @param offset of the cell
     * @return the ticket for {@link #await}
     */
    int announce(long offset);

    /**
     * Sleeps until a cell has changed after the ticket was drawn.
     *
     * @param nanos the longest sleep
     */
    void await(long offset, int ticket, long nanos);

    /**
     * Wakes the processes that wait for a cell. The caller must have changed the cell by a
     * sequentially consistent swap.
     */
    void changed(long offset);
}
