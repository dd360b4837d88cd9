package ipckit.common.queue;

import ipckit.common.memory.Mapping;

/**
 * The circular buffer of a bounded ring. Positions only grow: the byte at position p is stored as
 * byte p mod capacity of the buffer.
 */
final class CircularArea extends Area {
    private final Mapping shared;
    private final long capacity;

    /**
     * {@code capacity - 1} if the capacity is a power of two; otherwise 0. A bitwise AND with this
     * mask replaces the division by the capacity, because a division takes as much time as the put
     * of a small item.
     */
    private final long mask;

    CircularArea(Mapping shared, long capacity) {
        this.shared = shared;
        this.capacity = capacity;
        this.mask = Long.bitCount(capacity) == 1 ? capacity - 1 : 0;
    }

    private long index(long position) {
        return mask != 0 ? position & mask : position % capacity;
    }

    @Override
    Mapping memory(long position) {
        return shared;
    }

    @Override
    long offset(long position) {
        return RingLayout.AREA_AT + index(position);
    }

    @Override
    long contiguous(long position) {
        return capacity - index(position);
    }

    @Override
    long capacity() {
        return capacity;
    }
}
