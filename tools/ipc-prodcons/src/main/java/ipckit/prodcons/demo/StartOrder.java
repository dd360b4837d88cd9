package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.DemoRole;

import java.util.List;

/**
 * Who may begin when. All at once, unless one is to die: then its like wait until it has, so that
 * it surely comes to its step, however slowly it starts and however busy the machine is. They are
 * there, though, and do the repairs.
 */
final class StartOrder {
    private final CrashPoint crash;

    /**
     * @param crash where a process is to die; null for nowhere
     */
    StartOrder(CrashPoint crash) {
        this.crash = crash;
    }

    /**
     * Whether one of those who are ready may begin.
     *
     * @param all that there are
     */
    boolean isFor(DemoWorker who, List<DemoWorker> all) {
        if (crash == null) {
            return true;
        }
        if (who.role() != crash.victim()) {
            return true;
        }
        if (who.role() == DemoRole.PRODUCER && !allConsumersWait(all)) {
            return false; // so that there are sleepers to be woken
        }
        int victims = crash.before() == null ? 1 : 2;
        for (DemoWorker other : all) {
            boolean first =
                    other.role() == who.role()
                            && other.number() <= victims
                            && other.number() < who.number();
            if (first && other.isAlive()) {
                return false;
            }
        }
        return true;
    }

    private static boolean allConsumersWait(List<DemoWorker> all) {
        for (DemoWorker worker : all) {
            if (worker.role() == DemoRole.CONSUMER && worker.isAlive() && worker.waits() == 0) {
                return false;
            }
        }
        return true;
    }
}
