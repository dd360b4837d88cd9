package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.DemoRole;

import java.util.List;

/**
 * Decides which workers may take steps. Without a crash point, all workers may take steps. With a
 * crash point, one worker is to be killed, or two workers one after the other: the victims. The
 * other workers of the victims' role attach to the buffer, but may not take steps until all victims
 * are dead. Each victim therefore reaches the step at which it is to be killed even if it starts
 * late, and the waiting workers then recover the state that the victims leave.
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
        // If the victim is a producer, no producer takes a step until all consumers have waited. A
        // producer reaches some steps, such as WAKE (wakes a sleeper), only when a consumer sleeps.
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
