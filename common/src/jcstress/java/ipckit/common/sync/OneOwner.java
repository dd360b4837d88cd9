package ipckit.common.sync;

import ipckit.common.memory.Words;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * Tests that the owner of a lock sees the plain writes of the previous owner. Two threads increment
 * the same count under the lock, so the count must be 2 at the end.
 */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both were counted")
@Outcome(expect = Expect.FORBIDDEN, desc = "both owned the lock at once, or one missed a write")
@State
public class OneOwner extends SharedState {
    private static final RobustLock.Watcher UNWATCHED =
            new RobustLock.Watcher() {
                @Override
                public void sleepsAt(EventWord word) {}

                @Override
                public boolean isGone() {
                    return false;
                }
            };

    private final RobustLock one = lock(0);
    private final RobustLock two = lock(1);

    /**
     * Returns the lock for use by the participant with this index. The lock has no liveness file,
     * because no process dies in this test: a liveness file serves only to detect a dead owner.
     */
    private RobustLock lock(int index) {
        return new RobustLock(shared, WORD, index, null, new FutexDoorbell(shared), UNWATCHED);
    }

    /** Increments the count under the lock, in the first thread. */
    @Actor
    public void first() {
        count(one);
    }

    /** Increments the count under the lock, in the second thread. */
    @Actor
    public void second() {
        count(two);
    }

    private void count(RobustLock lock) {
        while (!lock.tryAcquire()) {
            Thread.onSpinWait();
        }
        Words.set(shared, DATA, Words.get(shared, DATA) + 1);
        lock.release();
    }

    /** Stores in {@code r1} the count that both threads have incremented, after both have ended. */
    @Arbiter
    public void after(J_Result result) {
        result.r1 = Words.get(shared, DATA);
    }
}
