package ipckit.common.sync;

import ipckit.common.memory.Words;
import ipckit.common.os.Membarrier;

import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two words of memory, and the fences of the two threads that each write one of the words. If the
 * kernel refuses the registration for light fences, the thread that should execute light fences
 * executes full fences.
 */
class FencedWords extends SharedState {
    private static final boolean REGISTERED = Membarrier.register();

    final AsymmetricFence heavy = new AsymmetricFence(shared, WORD.fenceOffset());
    private final AsymmetricFence light = new AsymmetricFence(shared, WORD.fenceOffset());

    FencedWords() {
        if (REGISTERED) {
            light.becomeLight();
        }
    }

    /** Writes the first word, executes a light fence, and reads the second word. */
    final void publish(II_Result result) {
        Words.setRelease(shared, DATA, 1);
        light.light();
        result.r1 = Words.getInt(shared, WORD.offset());
    }
}
