package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.DemoRole;

import java.util.List;

/**
 * Decides which workers may take steps. Without a crash point, all workers may take steps.
 *
 * <p>With a crash point, the one or two workers that are to be killed are the victims. The second
 * victim takes steps only after the first victim is dead, because the second victim recovers the
 * state that the first victim leaves. The other workers of the same role take steps only after all
 * victims are dead. Otherwise they could process all items before a victim that starts late reaches
 * its crash step.
 *
 * @param crash the point at which a worker is to be killed; null when no worker is to be killed
 */
record StartOrder(CrashPoint crash) {
    /**
     * Returns whether a worker that waits for permission may take its next step.
     *
     * @param all all workers of the demonstration
     */
    boolean allows(DemoWorker worker, List<DemoWorker> all) {
        if (crash == null || worker.role() != crash.victim()) {
            return true;
        }
        // If a producer is to be killed, no producer takes a step before every consumer has begun
        // to wait. Otherwise the producer might not reach the step at which it is to be killed. For
        // example, a producer reaches the step WAKE, in which it wakes consumers, only if a
        // consumer sleeps.
        if (worker.role() == DemoRole.PRODUCER && !allConsumersWait(all)) {
            return false;
        }
        int victims = crash.deaths().size();
        return all.stream()
                .noneMatch(
                        other ->
                                other.isAlive()
                                        && other.role() == worker.role()
                                        && other.number() <= victims
                                        && other.number() < worker.number());
    }

    private static boolean allConsumersWait(List<DemoWorker> all) {
        return all.stream()
                .filter(one -> one.role() == DemoRole.CONSUMER && one.isAlive())
                .allMatch(consumer -> consumer.waits() > 0);
    }
}
