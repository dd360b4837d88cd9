package ipckit.prodcons.demo;

import ipckit.common.process.ChildProcess;
import ipckit.common.process.ThisProgram;
import ipckit.prodcons.demo.buffer.DemoBuffer;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerOrder;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.worker.DemoWorkerCommand;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * All workers of a demonstration. Only the main thread may use an instance, except that any thread
 * may call {@link #kill}.
 */
final class DemoWorkerGroup {
    /**
     * A worker with fewer items than this number may reach its crash step (the step at which it is
     * to be killed) only once. The default of {@link CrashPoint#time()} is then 1. For a consumer,
     * all items of the demonstration count.
     */
    private static final int FEW_ITEMS = 3;

    private final DemoPlan plan;
    private final DemoBuffer buffer;
    private final Class<?> main;
    private final List<DemoWorker> workers = new ArrayList<>();
    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    /**
     * A report of a worker, or the notice that the worker has ended.
     *
     * @param report null when the worker has ended
     */
    record Message(DemoWorker worker, WorkerReport report) {}

    DemoWorkerGroup(DemoPlan plan, DemoBuffer buffer, Class<?> main) {
        this.plan = plan;
        this.buffer = buffer;
        this.main = main;
    }

    /** Starts all workers. */
    void start() {
        for (int number = 1; number <= plan.consumers(); number++) {
            start(DemoRole.CONSUMER, number, false);
        }
        for (int number = 1; number <= plan.producers(); number++) {
            start(DemoRole.PRODUCER, number, false);
        }
    }

    /** Starts a further consumer after all consumers have died. */
    DemoWorker startSubstitute() {
        long consumers = workers.stream().filter(one -> one.role() == DemoRole.CONSUMER).count();
        return start(DemoRole.CONSUMER, (int) consumers + 1, true);
    }

    private DemoWorker start(DemoRole role, int number, boolean substitute) {
        String crash = crash(role, number);
        Map<String, String> environment = Collections.singletonMap(CrashPoint.VARIABLE, crash);
        int items = role == DemoRole.PRODUCER ? plan.itemsOf(number) : 0;
        List<String> words =
                DemoWorkerCommand.words(buffer, role, number, items, plan.pauseNanos());
        ChildProcess process = ThisProgram.start(main, words, environment);
        DemoWorker worker = new DemoWorker(role, number, substitute, crash, process);
        synchronized (workers) {
            workers.add(worker);
        }
        worker.listen((sender, report) -> messages.add(new Message(sender, report)));
        return worker;
    }

    /**
     * Returns the value of {@link CrashPoint#VARIABLE} for a worker; null when the worker is not to
     * be killed.
     */
    private String crash(DemoRole role, int number) {
        CrashPoint point = plan.crash();
        if (point == null || role != point.victim()) {
            return null;
        }
        List<CrashPoint> deaths = point.deaths();
        if (number > deaths.size()) {
            return null;
        }
        boolean few = (role == DemoRole.PRODUCER ? plan.itemsOf(1) : plan.items()) < FEW_ITEMS;
        return deaths.get(number - 1).variableValue(few);
    }

    /**
     * Waits for the next message for at most {@code millis} milliseconds; returns null when no
     * message has arrived in this time.
     */
    Message poll(long millis) {
        try {
            return messages.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Sends an order to all living workers of a role. */
    void order(DemoRole role, WorkerOrder order) {
        for (DemoWorker worker : workers) {
            if (worker.isAlive() && worker.role() == role) {
                worker.order(order);
            }
        }
    }

    /** Returns all workers, including the dead ones, in the order in which they were started. */
    List<DemoWorker> workers() {
        return workers;
    }

    /**
     * Returns the number of living workers.
     *
     * @param role the role of the counted workers; null to count the workers of both roles
     */
    int alive(DemoRole role) {
        return (int)
                workers.stream()
                        .filter(one -> one.isAlive() && (role == null || one.role() == role))
                        .count();
    }

    /** Returns the workers that wait for permission to take a step. */
    List<DemoWorker> atGate() {
        return workers.stream().filter(DemoWorker::isAtGate).toList();
    }

    /** Kills all living workers. May be called by any thread. */
    void kill() {
        synchronized (workers) {
            workers.forEach(DemoWorker::kill);
        }
    }
}
