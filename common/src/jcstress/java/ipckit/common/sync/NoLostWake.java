package ipckit.common.sync;

import ipckit.common.memory.Words;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * One publishes and signals, the other announces that it sleeps and looks again: either the first
 * rings, or the second sees what was published. Without the full fences both miss each other.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "nobody rings, and it sleeps: a lost wake")
@Outcome(expect = Expect.ACCEPTABLE, desc = "it is woken, or need not be")
@State
public class NoLostWake extends SharedState {
    private final Doorbell publishers = new FutexDoorbell(shared);
    private final Event event = new Event(shared, BELL, publishers);
    private final Event sleepers = new Event(shared, BELL, new FutexDoorbell(shared));

    /** Publishes. */
    @Actor
    public void publishes(JJ_Result result) {
        Words.setRelease(shared, DATA, 1);
        event.signal();
        result.r1 = publishers.systemCalls();
    }

    /** Is about to sleep. */
    @Actor
    public void sleeps(JJ_Result result) {
        sleepers.announce();
        result.r2 = Words.getAcquire(shared, DATA);
    }
}
