package ipckit.common.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Shared words, each access under the name of its memory order. Every read and write of a word that
 * another process sees goes through here: the handles are static and final, and the class is
 * initialised when the native image is built, without which a native word costs a hundred times
 * more.
 *
 * <p>Offsets are bytes from the start of the segment; longs are aligned to 8, ints to 4, and both
 * have the machine's byte order, because only processes of one machine share them.
 */
public final class Words {
    private static final VarHandle LONG =
            ValueLayout.JAVA_LONG.varHandle().withInvokeExactBehavior();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();

    /** All there is, so that an address is an offset; a constant, so that nothing is asked. */
    @SuppressWarnings("restricted") // Mapping checks what lies inside
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Words() {}

    /** A plain read: of what cannot change, or of what only this thread writes. */
    public static long get(MemorySegment segment, long offset) {
        return (long) LONG.get(segment, offset);
    }

    /** A plain write: of what a later release publishes. */
    public static void set(MemorySegment segment, long offset, long value) {
        LONG.set(segment, offset, value);
    }

    /** Sees everything that came before the release of the value it reads. */
    public static long getAcquire(MemorySegment segment, long offset) {
        return (long) LONG.getAcquire(segment, offset);
    }

    /** Publishes everything that this thread wrote before. */
    public static void setRelease(MemorySegment segment, long offset, long value) {
        LONG.setRelease(segment, offset, value);
    }

    /** Replaces {@code expected}; sequentially consistent. */
    public static boolean compareAndSet(
            MemorySegment segment, long offset, long expected, long value) {
        return LONG.compareAndSet(segment, offset, expected, value);
    }

    /** Adds, whoever else adds; returns what was there before. */
    public static long getAndAdd(MemorySegment segment, long offset, long value) {
        return (long) LONG.getAndAdd(segment, offset, value);
    }

    /** As {@link #get(MemorySegment, long)}. */
    public static int getInt(MemorySegment segment, long offset) {
        return (int) INT.get(segment, offset);
    }

    /** As {@link #set(MemorySegment, long, long)}. */
    public static void setInt(MemorySegment segment, long offset, int value) {
        INT.set(segment, offset, value);
    }

    /** As {@link #getAcquire(MemorySegment, long)}. */
    public static int getIntAcquire(MemorySegment segment, long offset) {
        return (int) INT.getAcquire(segment, offset);
    }

    /** As {@link #setRelease(MemorySegment, long, long)}. */
    public static void setIntRelease(MemorySegment segment, long offset, int value) {
        INT.setRelease(segment, offset, value);
    }

    /** As {@link #compareAndSet(MemorySegment, long, long, long)}. */
    public static boolean compareAndSetInt(
            MemorySegment segment, long offset, int expected, int value) {
        return INT.compareAndSet(segment, offset, expected, value);
    }

    /** Puts a value and returns the one before; sequentially consistent. */
    public static int getAndSetInt(MemorySegment segment, long offset, int value) {
        return (int) INT.getAndSet(segment, offset, value);
    }

    // The same for mappings.

    /** As {@link #get(MemorySegment, long)}. */
    public static long get(Mapping mapping, long offset) {
        return (long) LONG.get(MEMORY, mapping.at(offset, 8));
    }

    /** As {@link #set(MemorySegment, long, long)}. */
    public static void set(Mapping mapping, long offset, long value) {
        LONG.set(MEMORY, mapping.at(offset, 8), value);
    }

    /** As {@link #getAcquire(MemorySegment, long)}. */
    public static long getAcquire(Mapping mapping, long offset) {
        return (long) LONG.getAcquire(MEMORY, mapping.at(offset, 8));
    }

    /** As {@link #setRelease(MemorySegment, long, long)}. */
    public static void setRelease(Mapping mapping, long offset, long value) {
        LONG.setRelease(MEMORY, mapping.at(offset, 8), value);
    }

    /** As {@link #compareAndSet(MemorySegment, long, long, long)}. */
    public static boolean compareAndSet(Mapping mapping, long offset, long expected, long value) {
        return LONG.compareAndSet(MEMORY, mapping.at(offset, 8), expected, value);
    }

    /** As {@link #getAndAdd(MemorySegment, long, long)}. */
    public static long getAndAdd(Mapping mapping, long offset, long value) {
        return (long) LONG.getAndAdd(MEMORY, mapping.at(offset, 8), value);
    }

    /** As {@link #getInt(MemorySegment, long)}. */
    public static int getInt(Mapping mapping, long offset) {
        return (int) INT.get(MEMORY, mapping.at(offset, 4));
    }

    /** As {@link #setInt(MemorySegment, long, int)}. */
    public static void setInt(Mapping mapping, long offset, int value) {
        INT.set(MEMORY, mapping.at(offset, 4), value);
    }

    /** As {@link #getIntAcquire(MemorySegment, long)}. */
    public static int getIntAcquire(Mapping mapping, long offset) {
        return (int) INT.getAcquire(MEMORY, mapping.at(offset, 4));
    }

    /** As {@link #setIntRelease(MemorySegment, long, int)}. */
    public static void setIntRelease(Mapping mapping, long offset, int value) {
        INT.setRelease(MEMORY, mapping.at(offset, 4), value);
    }

    /** As {@link #compareAndSetInt(MemorySegment, long, int, int)}. */
    public static boolean compareAndSetInt(Mapping mapping, long offset, int expected, int value) {
        return INT.compareAndSet(MEMORY, mapping.at(offset, 4), expected, value);
    }

    /** As {@link #getAndSetInt(MemorySegment, long, int)}. */
    public static int getAndSetInt(Mapping mapping, long offset, int value) {
        return (int) INT.getAndSet(MEMORY, mapping.at(offset, 4), value);
    }

    /**
     * Orders all that came before against all that follows, stores against later loads included:
     * what each side of a "publish, then look whether the other sleeps" pair needs.
     */
    public static void fullFence() {
        VarHandle.fullFence();
    }

    /** No later write passes an earlier one, and none an earlier read. */
    public static void storeFence() {
        VarHandle.releaseFence();
    }
}
