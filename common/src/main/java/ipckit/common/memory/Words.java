package ipckit.common.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Access to shared words; each method is named after its memory order. Every read and write of a
 * word that another process sees goes through this class. Its handles are static and final, and it
 * is initialised when a native image is built; otherwise a native access would cost a hundred times
 * more.
 *
 * <p>Offsets are in bytes from the start of the mapping. A long is aligned to 8 bytes, an int to 4.
 * Both have the machine's byte order, because only processes of one machine share them.
 */
public final class Words {
    private static final VarHandle LONG =
            ValueLayout.JAVA_LONG.varHandle().withInvokeExactBehavior();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();

    /** All of the address space, so that an address is an offset; a constant for the compiler. */
    @SuppressWarnings("restricted") // Mapping checks the offset
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Words() {}

    /** Plain read, of a word that cannot change or that only this thread writes. */
    public static long get(Mapping mapping, long offset) {
        return (long) LONG.get(MEMORY, mapping.at(offset, 8));
    }

    /** Plain write, which a later release publishes. */
    public static void set(Mapping mapping, long offset, long value) {
        LONG.set(MEMORY, mapping.at(offset, 8), value);
    }

    /** Acquire: sees everything that was written before the release of the value read. */
    public static long getAcquire(Mapping mapping, long offset) {
        return (long) LONG.getAcquire(MEMORY, mapping.at(offset, 8));
    }

    /** Release: publishes everything that this thread wrote before. */
    public static void setRelease(Mapping mapping, long offset, long value) {
        LONG.setRelease(MEMORY, mapping.at(offset, 8), value);
    }

    /** Replaces {@code expected}, and returns whether it did; sequentially consistent. */
    public static boolean compareAndSet(Mapping mapping, long offset, long expected, long value) {
        return LONG.compareAndSet(MEMORY, mapping.at(offset, 8), expected, value);
    }

    /** Adds atomically and returns the value before; sequentially consistent. */
    public static long getAndAdd(Mapping mapping, long offset, long value) {
        return (long) LONG.getAndAdd(MEMORY, mapping.at(offset, 8), value);
    }

    /** Writes a value and returns the value before; sequentially consistent. */
    public static long getAndSet(Mapping mapping, long offset, long value) {
        return (long) LONG.getAndSet(MEMORY, mapping.at(offset, 8), value);
    }

    /** As {@link #get(Mapping, long)}. */
    public static int getInt(Mapping mapping, long offset) {
        return (int) INT.get(MEMORY, mapping.at(offset, 4));
    }

    /** As {@link #set(Mapping, long, long)}. */
    public static void setInt(Mapping mapping, long offset, int value) {
        INT.set(MEMORY, mapping.at(offset, 4), value);
    }

    /** As {@link #getAcquire(Mapping, long)}. */
    public static int getIntAcquire(Mapping mapping, long offset) {
        return (int) INT.getAcquire(MEMORY, mapping.at(offset, 4));
    }

    /** Sequentially consistent read. */
    public static int getIntVolatile(Mapping mapping, long offset) {
        return (int) INT.getVolatile(MEMORY, mapping.at(offset, 4));
    }

    /** As {@link #setRelease(Mapping, long, long)}. */
    public static void setIntRelease(Mapping mapping, long offset, int value) {
        INT.setRelease(MEMORY, mapping.at(offset, 4), value);
    }

    /** As {@link #compareAndSet(Mapping, long, long, long)}. */
    public static boolean compareAndSetInt(Mapping mapping, long offset, int expected, int value) {
        return INT.compareAndSet(MEMORY, mapping.at(offset, 4), expected, value);
    }

    /** As {@link #getAndAdd}. */
    public static int getAndAddInt(Mapping mapping, long offset, int value) {
        return (int) INT.getAndAdd(MEMORY, mapping.at(offset, 4), value);
    }

    /** As {@link #getAndSet}. */
    public static int getAndSetInt(Mapping mapping, long offset, int value) {
        return (int) INT.getAndSet(MEMORY, mapping.at(offset, 4), value);
    }

    /**
     * Orders all earlier accesses before all later ones, earlier stores before later loads
     * included. Each side of a pair "publish, then look whether the other sleeps" needs this fence.
     */
    public static void fullFence() {
        VarHandle.fullFence();
    }

    /** Orders earlier reads before all later accesses. */
    public static void loadFence() {
        VarHandle.acquireFence();
    }

    /** Orders all earlier accesses before later writes. */
    public static void storeFence() {
        VarHandle.releaseFence();
    }
}
