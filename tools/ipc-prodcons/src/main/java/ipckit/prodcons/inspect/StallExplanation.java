package ipckit.prodcons.inspect;

import ipckit.common.CountedNoun;
import ipckit.common.cli.output.Quantities;
import ipckit.common.queue.RingParticipant;
import ipckit.common.queue.RingRole;
import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.WaitReason;
import ipckit.prodcons.LockHolderMessages;
import ipckit.prodcons.ParticipantCondition;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Explains, from two snapshots of a buffer, why no items move through the buffer. The explanation
 * says how long a participant has been waiting, because the buffer records when each wait started.
 * It does not say how long a process has been stopped, because the buffer does not record when a
 * process is stopped.
 */
final class StallExplanation {
    private final RingSnapshot before;
    private final RingSnapshot seen;
    private final long now;
    private final List<Long> awaited = new ArrayList<>();
    private final String sentence;

    /**
     * @param before the earlier snapshot
     * @param seen the later snapshot
     * @param now the instant of the later snapshot, in milliseconds since 1970
     */
    StallExplanation(RingSnapshot before, RingSnapshot seen, long now) {
        this.before = before;
        this.seen = seen;
        this.now = now;
        this.sentence = explain();
    }

    /** Returns whether items were put or acknowledged between the two snapshots. */
    boolean isMoving() {
        return before.in() != seen.in() || before.out() != seen.out();
    }

    /** Returns the explanation as one line without a full stop. */
    String sentence() {
        return sentence;
    }

    /** Returns the ids of the processes that the explanation names as the cause. */
    List<Long> awaited() {
        return awaited;
    }

    private String explain() {
        if (seen.removed()) {
            return "being removed";
        }
        String lock = heldLock(seen.producersLock(), WaitReason.PRODUCERS_LOCK);
        if (lock == null) {
            lock = heldLock(seen.consumersLock(), WaitReason.CONSUMERS_LOCK);
        }
        if (lock != null) {
            return fill() + "; " + lock;
        }
        if (isMoving()) {
            return "moving";
        }
        return seen.empty() ? whyEmpty() : whyNotTaken();
    }

    private String fill() {
        if (seen.empty()) {
            return "empty";
        }
        return seen.full() ? "full" : CountedNoun.of(seen.items(), "item");
    }

    /**
     * Returns a clause about a stopped or stuck process that holds a lock, such as {@code 2
     * producers wait (up to 3 s) for pid 812, which is stopped while it holds the producers' lock}.
     * Returns null if no such process holds the lock, or if the holder attached after the earlier
     * snapshot.
     */
    private String heldLock(int index, WaitReason lock) {
        RingParticipant holder = seen.in(index);
        if (holder == null || before.in(index) == null) {
            return null;
        }
        ParticipantCondition condition = ParticipantCondition.of(holder);
        if (condition == ParticipantCondition.ALIVE || condition == ParticipantCondition.DEAD) {
            return null;
        }
        awaited.add(holder.pid());
        List<RingParticipant> waiting =
                waiting(seen.participants()).stream().filter(one -> one.index() != index).toList();
        String who = waiting.isEmpty() ? "any newcomer waits" : waiters(waiting);
        String which = "pid " + holder.pid() + ", " + condition.clause();
        return who + " for " + which + " while it holds the " + LockHolderMessages.lockName(lock);
    }

    private String whyEmpty() {
        List<RingParticipant> consumers = waiting(living(RingRole.CONSUMER));
        String empty = consumers.isEmpty() ? "empty" : "empty; " + waiters(consumers);
        List<RingParticipant> producers = living(RingRole.PRODUCER);
        if (!producers.isEmpty()) {
            String what = consumers.isEmpty() ? "; no consumer waits for " : " for ";
            return empty + what + named(producers, "producer");
        }
        List<RingParticipant> holders = living(RingRole.HOLDER);
        if (!holders.isEmpty()) {
            return empty + "; held open by " + named(holders, "holder");
        }
        if (seen.producersEver() == 0) {
            return empty + "; no producer has come yet";
        }
        return empty
                + (consumers.isEmpty() ? "; the stream has ended" : "; all producers have gone");
    }

    private String whyNotTaken() {
        List<RingParticipant> producers = waiting(living(RingRole.PRODUCER));
        String state = producers.isEmpty() ? fill() : "full; " + waiters(producers);
        List<RingParticipant> consumers = living(RingRole.CONSUMER);
        if (consumers.isEmpty()) {
            return state + "; no consumer is there";
        }
        String what = producers.isEmpty() ? "; next to act: " : " for ";
        List<RingParticipant> busy = consumers.stream().filter(one -> one.claimed() > 0).toList();
        if (busy.isEmpty()) {
            return state + what + named(consumers, "consumer");
        }
        long claimed = busy.stream().mapToLong(RingParticipant::claimed).sum();
        String claims = " with " + CountedNoun.of(claimed, "claimed item");
        return state + what + named(busy, "consumer") + claims;
    }

    /**
     * Adds the process ids of participants to {@link #awaited}, and returns a phrase that names
     * these participants, for example {@code the producer pid 812 (stopped)} or {@code 3
     * producers}.
     */
    private String named(List<RingParticipant> some, String noun) {
        some.forEach(one -> awaited.add(one.pid()));
        long stopped =
                some.stream()
                        .filter(one -> ParticipantCondition.of(one) == ParticipantCondition.STOPPED)
                        .count();
        if (some.size() == 1) {
            String who = "the " + noun + " pid " + some.getFirst().pid();
            return stopped == 1 ? who + " (stopped)" : who;
        }
        String who = CountedNoun.of(some.size(), noun);
        return stopped == 0 ? who : who + " (" + stopped + " stopped)";
    }

    /**
     * Returns a phrase with the number of waiting participants and their longest waiting time, for
     * example {@code 2 producers wait (up to 3 s)} or {@code 1 consumer waits (3 s)}.
     */
    private String waiters(List<RingParticipant> waiting) {
        long earliest = now;
        int producers = 0;
        for (RingParticipant one : waiting) {
            earliest = Math.min(earliest, one.waitingSince());
            producers += one.role() == RingRole.PRODUCER ? 1 : 0;
        }
        String noun =
                producers == waiting.size()
                        ? "producer"
                        : producers == 0 ? "consumer" : "participant";
        String verb = waiting.size() == 1 ? " waits (" : " wait (up to ";
        String time = Quantities.duration(TimeUnit.MILLISECONDS.toNanos(now - earliest));
        return CountedNoun.of(waiting.size(), noun) + verb + time + ")";
    }

    private static List<RingParticipant> waiting(List<RingParticipant> all) {
        return all.stream().filter(RingParticipant::waits).toList();
    }

    private List<RingParticipant> living(RingRole role) {
        return seen.participants().stream()
                .filter(one -> one.alive() && one.role() == role)
                .toList();
    }
}
