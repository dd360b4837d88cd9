package ipckit.prodcons.demo;

import ipckit.common.process.ThisProgram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The processes of a demonstration. Belongs to the main thread, apart from {@link #kill}. */
final class Crew {
    /** Below so many items a victim may come to its step only once. */
    private static final int FEW = 3;

    private final Plan plan;
    private final Stage stage;
    private final Class<?> main;
    private final List<Worker> workers = new ArrayList<>();
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    /**
     * A report, or that there are no more.
     *
     * @param report null when the process has ended
     */
    record Heard(Worker who, Report report) {}

    Crew(Plan plan, Stage stage, Class<?> main) {
        this.plan = plan;
        this.stage = stage;
        this.main = main;
    }

    /** Starts all of them. */
    void start() {
        for (int number = 1; number <= plan.consumers(); number++) {
            start(Role.CONSUMER, number, false);
        }
        for (int number = 1; number <= plan.producers(); number++) {
            start(Role.PRODUCER, number, false);
        }
    }

    /** Starts a consumer in place of those who have died. */
    Worker startSubstitute() {
        int number = 1;
        for (Worker worker : workers) {
            number += worker.role() == Role.CONSUMER ? 1 : 0;
        }
        return start(Role.CONSUMER, number, true);
    }

    private Worker start(Role role, int number, boolean substitute) {
        String crash = crash(role, number);
        Map<String, String> environment = new HashMap<>();
        environment.put(CrashPoint.VARIABLE, crash);
        int items = role == Role.PRODUCER ? plan.itemsOf(number) : 0;
        String[] words = WorkerCommand.words(stage, plan, role, number, items);
        Process process = ThisProgram.start(main, List.of(words), environment);
        Worker worker = new Worker(role, number, substitute, crash, process);
        synchronized (workers) {
            workers.add(worker);
        }
        worker.listen((who, report) -> heard.add(new Heard(who, report)));
        return worker;
    }

    /** Where a process is to die: the victim, and for some steps one more consumer before it. */
    private String crash(Role role, int number) {
        CrashPoint point = plan.crash();
        if (point == null || role != point.victim()) {
            return null;
        }
        CrashPoint before = point.before();
        boolean few = (role == Role.PRODUCER ? plan.itemsOf(1) : plan.items()) < FEW;
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

    /** Gives an order of {@link Lifeline} to all of a role that live. */
    void order(Role role, int word) {
        for (Worker worker : workers) {
            if (worker.isAlive() && worker.role() == role) {
                worker.order(word);
            }
        }
    }

    /** All that there ever were, consumers first. */
    List<Worker> workers() {
        return workers;
    }

    /** How many live; null for both roles. */
    int alive(Role role) {
        int alive = 0;
        for (Worker worker : workers) {
            if (worker.isAlive() && (role == null || worker.role() == role)) {
                alive++;
            }
        }
        return alive;
    }

    /** Those who wait to be told to take a step. */
    List<Worker> atGate() {
        List<Worker> waiting = new ArrayList<>();
        for (Worker worker : workers) {
            if (worker.isAtGate()) {
                waiting.add(worker);
            }
        }
        return waiting;
    }

    /** Kills whoever still lives. Safe for several threads. */
    void kill() {
        synchronized (workers) {
            workers.forEach(Worker::kill);
        }
    }
}
