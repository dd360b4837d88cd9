package ipckit.common.sync;

import ipckit.common.memory.Words;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Tests that a light fence in one thread and a heavy fence in another thread have the effect of two
 * full fences: each thread writes a word and then reads the word of the other, and at least one of
 * them sees what the other has written. This also tests the machine code that the compilers of
 * HotSpot make of a light fence.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "both miss the other's write")
@Outcome(expect = Expect.ACCEPTABLE, desc = "at least one sees the other's write")
@State
public class LightAndHeavyFence extends FencedWords {
    /** Writes the first word, executes a light fence, and reads the second word. */
    @Actor
    public void publishes(II_Result result) {
        publish(result);
    }

    /** Writes the second word, executes a heavy fence, and reads the first word. */
    @Actor
    public void sleeps(II_Result result) {
        Words.setIntRelease(shared, WORD.offset(), 1);
        heavy.heavy();
        result.r2 = (int) Words.getAcquire(shared, DATA);
    }
}
