package ipckit.common.queue;

import ipckit.common.memory.Mapping;

/**
 * The circular buffer of a bounded ring. Positions only grow. The byte at position p has the index
 * p mod capacity in the buffer.
 */
final class CircularArea extends Area {
    private final Mapping shared;
    private final long capacity;

    /**
     * {@code capacity - 1} if the capacity is a power of two; otherwise 0. A bitwise AND with this
     * mask replaces a division by the capacity. Such a division is slow: it takes as much time as
     * putting a small item.
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
