package ipckit.prodcons.inspect;

import ipckit.common.queue.RingParticipant;
import ipckit.common.queue.RingRole;
import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.WaitReason;
import ipckit.prodcons.CountedNoun;
import ipckit.prodcons.LockHolderMessages;
import ipckit.prodcons.ParticipantCondition;

import java.util.ArrayList;
import java.util.List;

/**
 * Derives from two snapshots of a buffer why the buffer does not move. The explanation contains
 * waiting times, which participants record, but not the time since which a process is stopped,
 * because the kernel does not report it.
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

    /** Returns the process ids that the explanation names as the cause. */
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
        if (seen.empty()) {
            return whyEmpty();
        }
        return waiting(RingRole.PRODUCER) > 0 || seen.full() ? whyFull() : whyNotTaken();
    }

    private String fill() {
        if (seen.empty()) {
            return "empty";
        }
        return seen.full() ? "full" : CountedNoun.of(seen.items(), "item");
    }

    /**
     * Explains a lock that a stopped or stuck process holds; returns null when no stopped or stuck
     * process holds the lock.
     */
    private String heldLock(int index, WaitReason lock) {
        RingParticipant holder = seen.in(index);
        if (holder == null || before.in(index) == null) {
            return null;
        }
        ParticipantCondition condition = ParticipantCondition.of(holder);
        if (condition == ParticipantCondition.ALIVE || condition == ParticipantCondition.DEAD) {
            return null; // the next process that needs a dead holder's lock takes it over
        }
        awaited.add(holder.pid());
        List<RingParticipant> waiting = new ArrayList<>();
        for (RingParticipant one : seen.participants()) {
            if (one.waits() && one.index() != index) {
                waiting.add(one);
            }
        }
        return (waiting.isEmpty() ? "any newcomer waits" : waiters(waiting))
                + " for pid "
                + holder.pid()
                + ", "
                + condition.clause()
                + " while it holds the "
                + LockHolderMessages.lockName(lock);
    }

    private String whyEmpty() {
        List<RingParticipant> consumers = waiting(living(RingRole.CONSUMER));
        String who = consumers.isEmpty() ? "" : "; " + waiters(consumers);
        List<RingParticipant> producers = living(RingRole.PRODUCER);
        if (!producers.isEmpty()) {
            String what = consumers.isEmpty() ? "; no consumer waits for " : " for ";
            return "empty" + who + what + named(producers, "producer");
        }
        List<RingParticipant> holders = living(RingRole.HOLDER);
        if (!holders.isEmpty()) {
            return "empty" + who + "; held open by " + named(holders, "holder");
        }
        if (seen.producersEver() == 0) {
            return "empty" + who + "; no producer has come yet";
        }
        return consumers.isEmpty()
                ? "empty; the stream has ended"
                : "empty" + who + "; all producers have gone";
    }

    private String whyFull() {
        List<RingParticipant> producers = waiting(living(RingRole.PRODUCER));
        String who = producers.isEmpty() ? "" : "; " + waiters(producers);
        List<RingParticipant> consumers = living(RingRole.CONSUMER);
        if (consumers.isEmpty()) {
            return "full" + who + "; no consumer is there";
        }
        List<RingParticipant> busy = new ArrayList<>();
        for (RingParticipant one : consumers) {
            if (one.claimed() > 0) {
                busy.add(one);
            }
        }
        String what = producers.isEmpty() ? "; next to act: " : " for ";
        return busy.isEmpty()
                ? "full" + who + what + named(consumers, "consumer")
                : "full" + who + what + named(busy, "consumer") + claims(busy);
    }

    private String whyNotTaken() {
        String items = CountedNoun.of(seen.items(), "item");
        List<RingParticipant> consumers = living(RingRole.CONSUMER);
        if (consumers.isEmpty()) {
            return items + "; no consumer is there";
        }
        List<RingParticipant> busy = new ArrayList<>();
        for (RingParticipant one : consumers) {
            if (one.claimed() > 0) {
                busy.add(one);
            }
        }
        return busy.isEmpty()
                ? items + "; next to act: " + named(consumers, "consumer")
                : items + "; next to act: " + named(busy, "consumer") + claims(busy);
    }

    private static String claims(List<RingParticipant> busy) {
        long claimed = 0;
        for (RingParticipant one : busy) {
            claimed += one.claimed();
        }
        return " with " + CountedNoun.of(claimed, "claimed item");
    }

    /**
     * Returns a phrase for participants, for example {@code the producer pid 812 (stopped)} or
     * {@code 3 producers}.
     */
    private String named(List<RingParticipant> some, String noun) {
        for (RingParticipant one : some) {
            awaited.add(one.pid());
        }
        int stopped = 0;
        for (RingParticipant one : some) {
            if (ParticipantCondition.of(one) == ParticipantCondition.STOPPED) {
                stopped++;
            }
        }
        if (some.size() == 1) {
            return "the "
                    + noun
                    + " pid "
                    + some.getFirst().pid()
                    + (stopped == 1 ? " (stopped)" : "");
        }
        return CountedNoun.of(some.size(), noun)
                + (stopped == 0 ? "" : " (" + stopped + " stopped)");
    }

    /**
     * Returns the number of waiting participants and their longest waiting time: {@code 2 producers
     * wait (up to 3 s)} or {@code 1 consumer waits (3 s)}.
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
        return CountedNoun.of(waiting.size(), noun)
                + (waiting.size() == 1 ? " waits (" : " wait (up to ")
                + ElapsedTime.since(earliest, now)
                + ")";
    }

    private int waiting(RingRole role) {
        return waiting(living(role)).size();
    }

    private static List<RingParticipant> waiting(List<RingParticipant> all) {
        List<RingParticipant> waiting = new ArrayList<>();
        for (RingParticipant one : all) {
            if (one.waits()) {
                waiting.add(one);
            }
        }
        return waiting;
    }

    private List<RingParticipant> living(RingRole role) {
        List<RingParticipant> living = new ArrayList<>();
        for (RingParticipant one : seen.participants()) {
            if (one.alive() && one.role() == role) {
                living.add(one);
            }
        }
        return living;
    }
}
