package ipckit.common.sync;

import ipckit.common.memory.Words;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Tests that no wake-up is lost. The first thread writes a word in shared memory, and then signals
 * the event. The second thread announces that it will sleep, and then reads the word. At least one
 * of two things must happen: the first thread sees the announcement and makes a system call to wake
 * the second thread, or the second thread sees the new value and does not sleep. The full fences in
 * {@link Event} guarantee this. Without them, it would be possible that neither thread sees what
 * the other thread has written.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "no ring, and it sleeps: a lost wake-up")
@Outcome(expect = Expect.ACCEPTABLE, desc = "it is woken, or does not sleep")
@State
public class NoLostWake extends SharedState {
    private final Doorbell publishers = new FutexDoorbell(shared);
    private final Event event = new Event(shared, WORD, publishers);
    private final Event sleepers = new Event(shared, WORD, new FutexDoorbell(shared));

    /**
     * Writes the word and signals the event. Stores in {@code r1} the number of system calls that
     * this thread has made to wake the second thread.
     */
    @Actor
    public void publishes(JJ_Result result) {
        Words.setRelease(shared, DATA, 1);
        event.signal();
        result.r1 = publishers.systemCalls();
    }

    /**
     * Announces that this thread will sleep, and then reads the word that the first thread writes.
     * Stores in {@code r2} the value 1 if this thread sees the new value, otherwise 0.
     */
    @Actor
    public void sleeps(JJ_Result result) {
        sleepers.announce();
        result.r2 = Words.getAcquire(shared, DATA);
    }
}
