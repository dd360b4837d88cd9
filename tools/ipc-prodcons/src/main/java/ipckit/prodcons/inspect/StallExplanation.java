package ipckit.prodcons.inspect;

import ipckit.common.queue.RingParticipant;
import ipckit.common.queue.RingRole;
import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.WaitReason;
import ipckit.prodcons.CountedNoun;
import ipckit.prodcons.LockHolderMessages;

import java.util.ArrayList;
import java.util.List;

/**
 * Why a buffer stands still, from two looks at it. How long a process has been stopped the kernel
 * does not tell; how long others have been waiting they say themselves.
 */
final class StallExplanation {
    private final RingSnapshot before;
    private final RingSnapshot seen;
    private final long now;
    private final List<Long> culprits = new ArrayList<>();
    private final String sentence;

    /**
     * @param before an earlier look
     * @param now milliseconds since 1970
     */
    StallExplanation(RingSnapshot before, RingSnapshot seen, long now) {
        this.before = before;
        this.seen = seen;
        this.now = now;
        this.sentence = explain();
    }

    /** Whether items were put or acknowledged between the two looks. */
    boolean isMoving() {
        return before.in() != seen.in() || before.out() != seen.out();
    }

    /** One line, without a full stop. */
    String sentence() {
        return sentence;
    }

    /** The pids of those that others wait for. */
    List<Long> culprits() {
        return culprits;
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

    /** A lock in the hands of one who does not go on; null when there is none. */
    private String heldLock(int slot, WaitReason lock) {
        RingParticipant holder = seen.in(slot);
        if (holder == null || before.in(slot) == null) {
            return null;
        }
        ParticipantCondition condition = ParticipantCondition.of(holder);
        if (condition == ParticipantCondition.ALIVE || condition == ParticipantCondition.DEAD) {
            return null; // the dead one's is taken over by whoever needs it
        }
        culprits.add(holder.pid());
        List<RingParticipant> waiting = new ArrayList<>();
        for (RingParticipant one : seen.participants()) {
            if (one.waits() && one.slot() != slot) {
                waiting.add(one);
            }
        }
        return (waiting.isEmpty() ? "whoever comes waits" : waiters(waiting))
                + " for pid "
                + holder.pid()
                + ", "
                + condition.clause()
                + " while it holds the "
                + LockHolderMessages.lock(lock);
    }

    private String whyEmpty() {
        List<RingParticipant> consumers = waiting(living(RingRole.CONSUMER));
        String who = consumers.isEmpty() ? "" : "; " + waiters(consumers);
        List<RingParticipant> producers = living(RingRole.PRODUCER);
        if (!producers.isEmpty()) {
            String what = consumers.isEmpty() ? "; nobody waits for " : " for ";
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
                ? "empty and ended"
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
        String what = producers.isEmpty() ? "; it is up to " : " for ";
        return busy.isEmpty()
                ? "full" + who + what + named(consumers, "consumer")
                : "full" + who + what + named(busy, "consumer") + hands(busy);
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
                ? items + "; it is up to " + named(consumers, "consumer")
                : items + "; it is up to " + named(busy, "consumer") + hands(busy);
    }

    private static String hands(List<RingParticipant> busy) {
        long claimed = 0;
        for (RingParticipant one : busy) {
            claimed += one.claimed();
        }
        return " with " + CountedNoun.of(claimed, "item") + " in hand";
    }

    /** {@code pid 812, which is stopped}, or {@code 3 producers}. */
    private String named(List<RingParticipant> some, String noun) {
        for (RingParticipant one : some) {
            culprits.add(one.pid());
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

    /** {@code 2 producers wait (up to 3 s)} or {@code 1 consumer waits (3 s)}. */
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
