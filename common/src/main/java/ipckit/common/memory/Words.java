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
 * <p>Offsets are bytes from the start of the mapping; longs are aligned to 8, ints to 4, and both
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
    public static long get(Mapping mapping, long offset) {
        return (long) LONG.get(MEMORY, mapping.at(offset, 8));
    }

    /** A plain write: of what a later release publishes. */
    public static void set(Mapping mapping, long offset, long value) {
        LONG.set(MEMORY, mapping.at(offset, 8), value);
    }

    /** Sees everything that came before the release of the value it reads. */
    public static long getAcquire(Mapping mapping, long offset) {
        return (long) LONG.getAcquire(MEMORY, mapping.at(offset, 8));
    }

    /** Publishes everything that this thread wrote before. */
    public static void setRelease(Mapping mapping, long offset, long value) {
        LONG.setRelease(MEMORY, mapping.at(offset, 8), value);
    }

    /** Replaces {@code expected}; sequentially consistent. */
    public static boolean compareAndSet(Mapping mapping, long offset, long expected, long value) {
        return LONG.compareAndSet(MEMORY, mapping.at(offset, 8), expected, value);
    }

    /** Adds, whoever else adds; returns what was there before. */
    public static long getAndAdd(Mapping mapping, long offset, long value) {
        return (long) LONG.getAndAdd(MEMORY, mapping.at(offset, 8), value);
    }

    /** Puts a value and returns the one before; sequentially consistent. */
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

    /** In one order with all other sequentially consistent operations. */
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
     * Orders all that came before against all that follows, stores against later loads included:
     * what each side of a "publish, then look whether the other sleeps" pair needs.
     */
    public static void fullFence() {
        VarHandle.fullFence();
    }

    /** No earlier read passes a later one. */
    public static void loadFence() {
        VarHandle.acquireFence();
    }

    /** No later write passes an earlier one, and none an earlier read. */
    public static void storeFence() {
        VarHandle.releaseFence();
    }
}
