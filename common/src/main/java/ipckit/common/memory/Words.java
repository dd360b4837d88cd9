package ipckit.common.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Access to shared words; each method is named after its memory order. Every read and write of a
 * word that another process sees goes through this class. The handles are static and final, and the
 * class is initialised when a native image is built. In a native image, an access through any other
 * handle takes a hundred times longer.
 *
 * <p>Offsets are in bytes from the start of the mapping. A long is aligned to 8 bytes, an int to 4.
 * Both have the machine's byte order, because only processes of one machine share them.
 */
public final class Words {
    private static final VarHandle LONG =
            ValueLayout.JAVA_LONG.varHandle().withInvokeExactBehavior();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();

    /**
     * The whole address space, so that an address is an offset. The segment is a constant, so that
     * the compiler can remove the segment's checks. {@link Mapping} checks each offset.
     */
    @SuppressWarnings("restricted")
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Words() {}

    /** Reads a word plainly. The word cannot change, or only this thread writes it. */
    public static long get(Mapping mapping, long offset) {
        return (long) LONG.get(MEMORY, mapping.at(offset, 8));
    }

    /** Writes a word plainly. A later release publishes the value. */
    public static void set(Mapping mapping, long offset, long value) {
        LONG.set(MEMORY, mapping.at(offset, 8), value);
    }

    /**
     * Reads a word with acquire semantics: this thread then sees everything that was written before
     * the release of the value.
     */
    public static long getAcquire(Mapping mapping, long offset) {
        return (long) LONG.getAcquire(MEMORY, mapping.at(offset, 8));
    }

    /**
     * Writes a word with release semantics, which publishes everything that this thread wrote
     * before.
     */
    public static void setRelease(Mapping mapping, long offset, long value) {
        LONG.setRelease(MEMORY, mapping.at(offset, 8), value);
    }

    /**
     * Replaces {@code expected} by a value, and returns whether the word held {@code expected};
     * sequentially consistent.
     */
    public static boolean compareAndSet(Mapping mapping, long offset, long expected, long value) {
        return LONG.compareAndSet(MEMORY, mapping.at(offset, 8), expected, value);
    }

    /** Adds a value atomically, and returns the value before; sequentially consistent. */
    public static long getAndAdd(Mapping mapping, long offset, long value) {
        return (long) LONG.getAndAdd(MEMORY, mapping.at(offset, 8), value);
    }

    /** Writes a value and returns the value before; sequentially consistent. */
    public static long getAndSet(Mapping mapping, long offset, long value) {
        return (long) LONG.getAndSet(MEMORY, mapping.at(offset, 8), value);
    }

    /** Reads an int plainly, as {@link #get(Mapping, long)} reads a long. */
    public static int getInt(Mapping mapping, long offset) {
        return (int) INT.get(MEMORY, mapping.at(offset, 4));
    }

    /** Writes an int plainly, as {@link #set(Mapping, long, long)} writes a long. */
    public static void setInt(Mapping mapping, long offset, int value) {
        INT.set(MEMORY, mapping.at(offset, 4), value);
    }

    /** Reads an int with acquire semantics, as {@link #getAcquire(Mapping, long)} reads a long. */
    public static int getIntAcquire(Mapping mapping, long offset) {
        return (int) INT.getAcquire(MEMORY, mapping.at(offset, 4));
    }

    /** Reads an int; sequentially consistent. */
    public static int getIntVolatile(Mapping mapping, long offset) {
        return (int) INT.getVolatile(MEMORY, mapping.at(offset, 4));
    }

    /**
     * Writes an int with release semantics, as {@link #setRelease(Mapping, long, long)} writes a
     * long.
     */
    public static void setIntRelease(Mapping mapping, long offset, int value) {
        INT.setRelease(MEMORY, mapping.at(offset, 4), value);
    }

    /**
     * Replaces the int {@code expected} by a value, as {@link #compareAndSet(Mapping, long, long,
     * long)} replaces a long.
     */
    public static boolean compareAndSetInt(Mapping mapping, long offset, int expected, int value) {
        return INT.compareAndSet(MEMORY, mapping.at(offset, 4), expected, value);
    }

    /** Adds to an int atomically, as {@link #getAndAdd} adds to a long. */
    public static int getAndAddInt(Mapping mapping, long offset, int value) {
        return (int) INT.getAndAdd(MEMORY, mapping.at(offset, 4), value);
    }

    /** Writes an int and returns the value before, as {@link #getAndSet} does for a long. */
    public static int getAndSetInt(Mapping mapping, long offset, int value) {
        return (int) INT.getAndSet(MEMORY, mapping.at(offset, 4), value);
    }

    /**
     * Orders all earlier accesses before all later ones, including earlier stores before later
     * loads. A process needs this fence after it has published a change and before it reads whether
     * another process sleeps. A process also needs this fence after it has announced a sleep and
     * before it reads the state again.
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
