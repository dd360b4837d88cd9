package ipckit.common.sync;

import ipckit.common.memory.Words;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * One thread publishes a change and signals the event. The second thread announces that it sleeps,
 * and reads the state again. Either the first thread rings the doorbell, or the second thread sees
 * the change. Without the full fences, both can fail.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "no ring, and it sleeps: a lost wake-up")
@Outcome(expect = Expect.ACCEPTABLE, desc = "it is woken, or does not sleep")
@State
public class NoLostWake extends SharedState {
    private final Doorbell publishers = new FutexDoorbell(shared);
    private final Event event = new Event(shared, WORD, publishers);
    private final Event sleepers = new Event(shared, WORD, new FutexDoorbell(shared));

    /** Publishes and signals. */
    @Actor
    public void publishes(JJ_Result result) {
        Words.setRelease(shared, DATA, 1);
        event.signal();
        result.r1 = publishers.systemCalls();
    }

    /** Announces that it sleeps, and reads the state again. */
    @Actor
    public void sleeps(JJ_Result result) {
        sleepers.announce();
        result.r2 = Words.getAcquire(shared, DATA);
    }
}
