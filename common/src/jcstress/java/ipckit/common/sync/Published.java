package ipckit.common.sync;

import ipckit.common.memory.Words;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Tests the order in which a producer publishes data. The producer is a thread that first writes
 * the data, and then a position, which announces the data. The consumer is a thread that first
 * reads the position, and then the data. If the consumer sees the new position, it must also see
 * the data. The position is written with release semantics and read with acquire semantics. The
 * data is written and read plainly.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "committed, but not written")
@Outcome(expect = Expect.ACCEPTABLE, desc = "nothing, or all of it")
@State
public class Published extends SharedState {
    private static final long POSITION = 64;

    /**
     * Sets the position to 0. The memory is reused, so it may still contain the position that a
     * thread of an earlier test run has written.
     */
    public Published() {
        Words.set(shared, POSITION, 0);
    }

    /**
     * Acts as the producer: writes the data plainly, and then the position, which announces the
     * data, with release semantics.
     */
    @Actor
    public void writes() {
        Words.set(shared, DATA, 1);
        Words.setRelease(shared, POSITION, 1);
    }

    /**
     * Acts as the consumer: reads the position, which announces the data, with acquire semantics,
     * and then reads the data plainly.
     */
    @Actor
    public void reads(JJ_Result result) {
        result.r1 = Words.getAcquire(shared, POSITION);
        result.r2 = Words.get(shared, DATA);
    }
}
