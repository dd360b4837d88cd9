package ipckit.common.sync;

import ipckit.common.memory.Words;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * A thread that reads a released position (P4) also sees the plain writes before the release (P3).
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "committed, but not written")
@Outcome(expect = Expect.ACCEPTABLE, desc = "nothing, or all of it")
@State
public class Published extends SharedState {
    private static final long POSITION = 64;

    /** Sets the position to zero, because the memory of a state is reused. */
    public Published() {
        Words.set(shared, POSITION, 0);
    }

    /** Writes plainly and then releases the position, as a producer does. */
    @Actor
    public void writes() {
        Words.set(shared, DATA, 1);
        Words.setRelease(shared, POSITION, 1);
    }

    /** Acquires the position and then reads plainly, as a consumer does. */
    @Actor
    public void reads(JJ_Result result) {
        result.r1 = Words.getAcquire(shared, POSITION);
        result.r2 = Words.get(shared, DATA);
    }
}
