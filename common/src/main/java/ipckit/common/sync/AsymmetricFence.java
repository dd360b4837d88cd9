package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * A pair of fences for two processes of which each writes one word and then reads the word of the
 * other. At least one of the two must see what the other has written. If each process executed a
 * full fence between its write and its read, this would be certain. But a process that publishes
 * items would then execute a full fence for each item. Therefore the two sides are different: the
 * process that publishes an item executes a <em>light</em> fence, which costs almost nothing. The
 * process that is about to sleep executes a <em>heavy</em> fence, a system call that executes a
 * full fence on the processors of all other processes ({@code membarrier}).
 *
 * <p>Every participant begins with full fences. After {@link LightFences#FULL_FENCES_BEFORE} of
 * them, its process registers with the kernel in the background. Then the participant sets the bit
 * {@link #LIGHT} of a shared word, and executes light fences. A participant that only runs for a
 * short time never pays for the registration.
 *
 * <p>While the bit {@code LIGHT} is not set, {@link #heavy} executes only a full fence. No wake-up
 * is lost when a participant sets the bit, because {@code heavy} reads the bit after its full
 * fence. If the bit is not set at this time, every light fence is executed later, and its
 * participant then sees what the process that is about to sleep has written.
 *
 * <p>The kernel may refuse the system call to a participant. This participant then sets the bit
 * {@link #REFUSED}, which never becomes unset, and all participants execute full fences from then
 * on. If another participant has just executed its last light fence, the refused participant may
 * miss one wake-up. The time limit of its sleep repairs this. The model {@code evc.pml} in {@code
 * src/model} has both kinds of fences, and this change.
 *
 * <p>An instance belongs to one thread.
 */
final class AsymmetricFence {
    /** Set if participants may execute light fences. */
    static final int LIGHT = 1;

    /** Set if the kernel has refused the heavy fence to a participant. */
    static final int REFUSED = 2;

    private final Mapping shared;
    private final long offset;
    private boolean isLight;
    private int fullFences;
    private boolean isHeavyRefused;

    /**
     * @param offset the offset of the word that contains the bits {@link #LIGHT} and {@link
     *     #REFUSED}; the word is an aligned 4-byte int
     */
    AsymmetricFence(Mapping shared, long offset) {
        this.shared = shared;
        this.offset = offset;
    }

    /**
     * Orders an earlier write of this thread before its later reads, as seen by a process that
     * executes {@link #heavy}. A thread calls this method often, so it is fast.
     */
    void light() {
        if (isLight && (Words.getInt(shared, offset) & REFUSED) == 0) {
            Words.compilerFence();
        } else {
            full();
        }
    }

    private void full() {
        Words.fullFence();
        if (isLight) {
            return;
        }
        if (fullFences < LightFences.FULL_FENCES_BEFORE) {
            fullFences++;
        } else if (LightFences.arePossible()) {
            becomeLight();
        }
    }

    /** Makes this participant execute light fences. Its process must be registered for them. */
    void becomeLight() {
        Words.getAndBitwiseOrInt(shared, offset, LIGHT);
        isLight = true;
    }

    /**
     * Orders an earlier write of this thread before its later reads, as seen by every process that
     * executes {@link #light}.
     */
    void heavy() {
        Words.fullFence();
        if (!isHeavyRefused
                && (Words.getInt(shared, offset) & LIGHT) != 0
                && !LightFences.executeHeavy()) {
            isHeavyRefused = true;
            Words.getAndBitwiseOrInt(shared, offset, REFUSED);
        }
    }
}
