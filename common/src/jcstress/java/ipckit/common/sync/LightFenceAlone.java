package ipckit.common.sync;

import ipckit.common.memory.Words;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Shows that {@link LightAndHeavyFence} needs its heavy fence. Here, a full fence takes its place,
 * so that both threads can miss what the other thread has written. {@code StressIT} fails if this
 * is not observed, because then {@code LightAndHeavyFence} would prove nothing.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "both miss the other's write")
@Outcome(expect = Expect.ACCEPTABLE, desc = "at least one sees the other's write")
@State
public class LightFenceAlone extends FencedWords {
    /** Writes the first word, executes a light fence, and reads the second word. */
    @Actor
    public void publishes(II_Result result) {
        publish(result);
    }

    /** Writes the second word, executes a full fence, and reads the first word. */
    @Actor
    public void sleeps(II_Result result) {
        Words.setIntRelease(shared, WORD.offset(), 1);
        Words.fullFence();
        result.r2 = (int) Words.getAcquire(shared, DATA);
    }
}
