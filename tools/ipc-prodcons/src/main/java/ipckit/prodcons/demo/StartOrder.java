package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.DemoRole;

import java.util.List;

/**
 * Decides which workers may take steps. Without a crash point all workers may take steps. With a
 * crash point, the other workers of the victim's role wait until the victim is dead, so that the
 * victim reaches its step even if it starts late. The waiting workers are attached, and recover the
 * state that the victim leaves.
 */
final class StartOrder {
    private final CrashPoint crash;

    /**
     * @param crash the point at which a worker is to be killed; null when no worker is to be killed
     */
    StartOrder(CrashPoint crash) {
        this.crash = crash;
    }

    /**
     * Returns whether a worker that waits for permission may continue.
     *
     * @param all all workers
     */
    boolean allows(DemoWorker worker, List<DemoWorker> all) {
        if (crash == null) {
            return true;
        }
        if (worker.role() != crash.victim()) {
            return true;
        }
        if (worker.role() == DemoRole.PRODUCER && !allConsumersWait(all)) {
            return false; // the victim must find sleeping consumers that it could wake
        }
        int victims = crash.earlierCrash() == null ? 1 : 2;
        for (DemoWorker other : all) {
            boolean first =
                    other.role() == worker.role()
                            && other.number() <= victims
                            && other.number() < worker.number();
            if (first && other.isAlive()) {
                return false;
            }
        }
        return true;
    }

    private static boolean allConsumersWait(List<DemoWorker> all) {
        for (DemoWorker consumer : all) {
            if (consumer.role() == DemoRole.CONSUMER
                    && consumer.isAlive()
                    && consumer.waits() == 0) {
                return false;
            }
        }
        return true;
    }
}
