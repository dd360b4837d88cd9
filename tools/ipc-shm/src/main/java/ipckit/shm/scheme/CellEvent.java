package ipckit.shm.scheme;

/**
 * The event that a cell of a segment has changed. A process that waits for a value of a cell calls
 * {@link #announce}, and then reads the cell. If the cell does not have the value, the process
 * sleeps in {@link #await}, and then repeats these steps. A process that changes a cell calls
 * {@link #changed} afterwards. A sleep may end although no cell has changed.
 */
public interface CellEvent {
    /**
     * Announces that this process is about to sleep. The caller must read the cell after this call,
     * because {@link #await} can notice only changes that are made after this call.
     *
     * @param offset the offset of the cell in bytes
     * @return a ticket, from which {@link #await} can tell whether the cell has changed since this
     *     call
     */
    int announce(long offset);

    /**
     * Sleeps until another process changes the cell. Returns at once if the ticket shows that the
     * cell has already changed since the call of {@link #announce}.
     *
     * @param offset the offset of the cell in bytes
     * @param ticket the result of {@link #announce}
     * @param nanos the longest sleep in nanoseconds
     */
    void await(long offset, int ticket, long nanos);

    /**
     * Wakes the processes that wait for a cell. The caller must have changed the cell by a
     * sequentially consistent atomic operation. Otherwise this method could overlook a process that
     * has read the old value and is about to sleep.
     *
     * @param offset the offset of the cell in bytes
     */
    void changed(long offset);
}
