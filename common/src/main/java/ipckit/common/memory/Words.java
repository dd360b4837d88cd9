package ipckit.common.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Reads and writes words that several processes share. The name of a method shows its memory order,
 * as in {@link VarHandle}. Every access to a shared word uses this class.
 *
 * <p>The variable handles are static and final, and this class is initialised when a native image
 * (a program compiled by GraalVM) is built. Otherwise each access in a native image would take a
 * hundred times longer.
 *
 * <p>Offsets are in bytes from the start of the mapping. A long is aligned to 8 bytes, an int to 4.
 * Both have the machine's byte order, because only processes of one machine share them.
 */
public final class Words {
    private static final VarHandle LONG =
            ValueLayout.JAVA_LONG.varHandle().withInvokeExactBehavior();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();

    /**
     * The complete address space as one memory segment, in which the offset of a byte is its
     * address. The segment is a constant, so that the compiler can remove its bounds checks. These
     * checks are not needed, because {@link Mapping} checks each offset against the bounds of the
     * mapping.
     */
    @SuppressWarnings("restricted")
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Words() {}

    /**
     * Reads a long with plain access. Plain access is correct only if the word cannot change, or if
     * only this thread writes the word.
     */
    public static long get(Mapping mapping, long offset) {
        return (long) LONG.get(MEMORY, mapping.at(offset, 8));
    }

    /**
     * Writes a long with plain access. A later write of this thread with release semantics makes
     * the value visible to other processes.
     */
    public static void set(Mapping mapping, long offset, long value) {
        LONG.set(MEMORY, mapping.at(offset, 8), value);
    }

    /**
     * Reads a long with acquire semantics. If another thread, of this or another process, wrote the
     * value with release semantics, this thread then sees everything that the other thread had
     * written before.
     */
    public static long getAcquire(Mapping mapping, long offset) {
        return (long) LONG.getAcquire(MEMORY, mapping.at(offset, 8));
    }

    /**
     * Writes a long with release semantics. The write publishes everything that this thread has
     * written before.
     */
    public static void setRelease(Mapping mapping, long offset, long value) {
        LONG.setRelease(MEMORY, mapping.at(offset, 8), value);
    }

    /**
     * Writes {@code value} if the word contains {@code expected}, and returns whether the value was
     * written. The access is atomic and sequentially consistent.
     */
    public static boolean compareAndSet(Mapping mapping, long offset, long expected, long value) {
        return LONG.compareAndSet(MEMORY, mapping.at(offset, 8), expected, value);
    }

    /**
     * Adds a value to a long, and returns the previous value. The access is atomic and sequentially
     * consistent.
     */
    public static long getAndAdd(Mapping mapping, long offset, long value) {
        return (long) LONG.getAndAdd(MEMORY, mapping.at(offset, 8), value);
    }

    /**
     * Writes a long, and returns the previous value. The access is atomic and sequentially
     * consistent.
     */
    public static long getAndSet(Mapping mapping, long offset, long value) {
        return (long) LONG.getAndSet(MEMORY, mapping.at(offset, 8), value);
    }

    /** Reads an int with plain access, as {@link #get(Mapping, long)} reads a long. */
    public static int getInt(Mapping mapping, long offset) {
        return (int) INT.get(MEMORY, mapping.at(offset, 4));
    }

    /** Writes an int with plain access, as {@link #set(Mapping, long, long)} writes a long. */
    public static void setInt(Mapping mapping, long offset, int value) {
        INT.set(MEMORY, mapping.at(offset, 4), value);
    }

    /** Reads an int with acquire semantics, as {@link #getAcquire(Mapping, long)} reads a long. */
    public static int getIntAcquire(Mapping mapping, long offset) {
        return (int) INT.getAcquire(MEMORY, mapping.at(offset, 4));
    }

    /** Reads an int with sequential consistency. */
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
     * Writes {@code value} if the int is {@code expected}, and returns whether the value was
     * written. {@link #compareAndSet(Mapping, long, long, long)} does the same for a long.
     */
    public static boolean compareAndSetInt(Mapping mapping, long offset, int expected, int value) {
        return INT.compareAndSet(MEMORY, mapping.at(offset, 4), expected, value);
    }

    /** Adds a value to an int, and returns the previous value, as {@link #getAndAdd} does. */
    public static int getAndAddInt(Mapping mapping, long offset, int value) {
        return (int) INT.getAndAdd(MEMORY, mapping.at(offset, 4), value);
    }

    /** Writes an int, and returns the previous value, as {@link #getAndSet} does for a long. */
    public static int getAndSetInt(Mapping mapping, long offset, int value) {
        return (int) INT.getAndSet(MEMORY, mapping.at(offset, 4), value);
    }

    /**
     * Sets the bits of {@code bits} in an int, and returns the previous value. The access is atomic
     * and sequentially consistent.
     */
    public static int getAndBitwiseOrInt(Mapping mapping, long offset, int bits) {
        return (int) INT.getAndBitwiseOr(MEMORY, mapping.at(offset, 4), bits);
    }

    /**
     * Orders all earlier accesses before all later accesses, even earlier stores before later
     * loads. Two processes need this fence so that no wake-up is lost. A process that publishes a
     * change calls this method before it reads whether another process sleeps. A process that wants
     * to sleep first announces its sleep, then calls this method, and then tests once more whether
     * it must sleep.
     */
    public static void fullFence() {
        VarHandle.fullFence();
    }

    /**
     * Prevents the compiler from moving an earlier access behind a later one. The processor may
     * still execute a later read before an earlier write: on amd64, this method executes no
     * instruction. The memory model of Java has no such fence. The two fences in this method have
     * this effect because the compilers of HotSpot and GraalVM move no access over either of them.
     */
    public static void compilerFence() {
        VarHandle.releaseFence();
        VarHandle.acquireFence();
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
