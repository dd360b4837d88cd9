package ipckit.prodcons.demo;

import ipckit.common.process.ChildProcess;
import ipckit.common.process.ThisProgram;
import ipckit.prodcons.demo.buffer.DemoBuffer;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerOrder;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.worker.DemoWorkerCommand;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The processes of a demonstration. Belongs to the main thread, apart from {@link #kill}. */
final class DemoWorkerGroup {
    /** Below so many items a victim may come to its step only once. */
    private static final int FEW = 3;

    private final DemoPlan plan;
    private final DemoBuffer stage;
    private final Class<?> main;
    private final List<DemoWorker> workers = new ArrayList<>();
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    /**
     * A report, or that there are no more.
     *
     * @param report null when the process has ended
     */
    record Heard(DemoWorker who, WorkerReport report) {}

    DemoWorkerGroup(DemoPlan plan, DemoBuffer stage, Class<?> main) {
        this.plan = plan;
        this.stage = stage;
        this.main = main;
    }

    /** Starts all of them. */
    void start() {
        for (int number = 1; number <= plan.consumers(); number++) {
            start(DemoRole.CONSUMER, number, false);
        }
        for (int number = 1; number <= plan.producers(); number++) {
            start(DemoRole.PRODUCER, number, false);
        }
    }

    /** Starts a consumer in place of those who have died. */
    DemoWorker startSubstitute() {
        int number = 1;
        for (DemoWorker worker : workers) {
            number += worker.role() == DemoRole.CONSUMER ? 1 : 0;
        }
        return start(DemoRole.CONSUMER, number, true);
    }

    private DemoWorker start(DemoRole role, int number, boolean substitute) {
        String crash = crash(role, number);
        Map<String, String> environment = new HashMap<>();
        environment.put(CrashPoint.VARIABLE, crash);
        int items = role == DemoRole.PRODUCER ? plan.itemsOf(number) : 0;
        List<String> words = DemoWorkerCommand.words(stage, role, number, items, plan.pauseNanos());
        ChildProcess process = ThisProgram.start(main, words, environment);
        DemoWorker worker = new DemoWorker(role, number, substitute, crash, process);
        synchronized (workers) {
            workers.add(worker);
        }
        worker.listen((who, report) -> heard.add(new Heard(who, report)));
        return worker;
    }

    /** Where a process is to die: the victim, and for some steps one more consumer before it. */
    private String crash(DemoRole role, int number) {
        CrashPoint point = plan.crash();
        if (point == null || role != point.victim()) {
            return null;
        }
        CrashPoint before = point.before();
        boolean few = (role == DemoRole.PRODUCER ? plan.itemsOf(1) : plan.items()) < FEW;
        if (before == null) {
            return number == 1 ? point.wish(few) : null;
        }
        return switch (number) {
            case 1 -> before.wish(few);
            case 2 -> point.wish(few);
            default -> null;
        };
    }

    /** What was heard next; null when nothing was for so long. */
    Heard poll(long millis) {
        try {
            return heard.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Gives an order to all of a role that live. */
    void order(DemoRole role, WorkerOrder order) {
        for (DemoWorker worker : workers) {
            if (worker.isAlive() && worker.role() == role) {
                worker.order(order);
            }
        }
    }

    /** All that there ever were, consumers first. */
    List<DemoWorker> workers() {
        return workers;
    }

    /** How many live; null for both roles. */
    int alive(DemoRole role) {
        int alive = 0;
        for (DemoWorker worker : workers) {
            if (worker.isAlive() && (role == null || worker.role() == role)) {
                alive++;
            }
        }
        return alive;
    }

    /** Those who wait to be told to take a step. */
    List<DemoWorker> atGate() {
        List<DemoWorker> waiting = new ArrayList<>();
        for (DemoWorker worker : workers) {
            if (worker.isAtGate()) {
                waiting.add(worker);
            }
        }
        return waiting;
    }

    /** Kills whoever still lives. Safe for several threads. */
    void kill() {
        synchronized (workers) {
            workers.forEach(DemoWorker::kill);
        }
    }
}
