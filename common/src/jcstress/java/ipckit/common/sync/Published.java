package ipckit.common.sync;

import ipckit.common.memory.Words;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Tests that a new position makes data visible. One thread writes the data, and then the new
 * position. If another thread reads the new position, it must also see the data. The position is
 * written with release semantics and read with acquire semantics. The data is written and read
 * plainly.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "committed, but not written")
@Outcome(expect = Expect.ACCEPTABLE, desc = "nothing, or all of it")
@State
public class Published extends SharedState {
    private static final long POSITION = 64;

    /**
     * Sets the position to zero, because the memory is reused and may still contain the position of
     * an earlier instance.
     */
    public Published() {
        Words.set(shared, POSITION, 0);
    }

    /**
     * Writes the data plainly, and then the position with release semantics, as a producer does.
     */
    @Actor
    public void writes() {
        Words.set(shared, DATA, 1);
        Words.setRelease(shared, POSITION, 1);
    }

    /** Reads the position with acquire semantics, and then the data plainly, as a consumer does. */
    @Actor
    public void reads(JJ_Result result) {
        result.r1 = Words.getAcquire(shared, POSITION);
        result.r2 = Words.get(shared, DATA);
    }
}
