package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.pipe.HangUp;
import ipckit.common.process.Shutdown;
import ipckit.common.queue.StreamHolder;
import ipckit.prodcons.demo.buffer.DemoBuffer;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerOrder;
import ipckit.prodcons.demo.buffer.WorkerReport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Carries out one demonstration: creates the buffer, starts the workers and collects their reports.
 * An instance belongs to the main thread. Only the clean-up after a signal runs in another thread.
 */
final class Demonstration implements AutoCloseable {
    /**
     * The assumed longest time from an event to the arrival of its report. An event is shown only
     * when it is older than this time. By then, the reports of all earlier events have arrived, so
     * the events can be shown in order.
     */
    private static final long REPORT_DELAY_NANOS = 30_000_000;

    private static final long POLL_MILLIS = 10;

    /**
     * With {@code --step}: if no worker reports anything for this time, the current step counts as
     * finished, and the user can permit the next step.
     */
    private static final long QUIET_NANOS = 60_000_000;

    private static final int MAX_RECENT = 500;
    private static final int POLLS_PER_STDOUT_CHECK = 20;

    private final DemoPlan plan;
    private final DemoBuffer buffer;
    private final DemoWorkerGroup workers;
    private final Timeline timeline;
    private final Consumer<TimelineEvent> observer;
    private final StepKeys keys;
    private final StartOrder startOrder;
    private final ItemAudit audit = new ItemAudit();
    private final List<WorkerDeath> deaths = new ArrayList<>();
    private final ArrayDeque<DemoWorkerGroup.Message> recent = new ArrayDeque<>();
    private final Runnable cleanUp = this::clear;

    /**
     * The holder that keeps the ring's stream of items open until the last producer has ended; null
     * for the textbook's buffer. Without a holder, the consumers could see the end of the stream
     * before a producer that starts late has attached.
     */
    private StreamHolder holder;

    private volatile boolean ending;
    private boolean begun;
    private boolean open = true;
    private boolean byStep;
    private boolean streamEnded;
    private long lastMessage = System.nanoTime();

    /**
     * The result of a demonstration.
     *
     * @param buffer the name of the buffer
     * @param workers all workers, including the dead ones
     * @param deaths the deaths of workers
     * @param recoveries the number of recovered claims of dead consumers; a recovery lets other
     *     consumers take the claimed items
     * @param audit the comparison of the consumed items with the produced items
     */
    record Outcome(
            String buffer,
            List<DemoWorker> workers,
            List<WorkerDeath> deaths,
            long recoveries,
            AuditResult audit) {}

    /**
     * Creates the buffer.
     *
     * @param main the program's main class, which also runs the workers
     * @param observer receives the events in their order; null when no events are shown
     * @param keys reads the user's choices for {@code --step}; null without this option
     */
    Demonstration(DemoPlan plan, Class<?> main, Consumer<TimelineEvent> observer, StepKeys keys) {
        this.plan = plan;
        this.startOrder = new StartOrder(plan.crash());
        this.observer = observer;
        this.keys = keys;
        this.byStep = keys != null;
        this.timeline =
                plan.withoutLock()
                        ? new TextbookTimeline(plan.slots())
                        : new RingTimeline(plan.slots());
        this.buffer = DemoBuffer.create(!plan.withoutLock(), plan.slots());
        this.workers = new DemoWorkerGroup(plan, buffer, main);
        Shutdown.addCleanUp(cleanUp);
    }

    String buffer() {
        return buffer.name();
    }

    /**
     * Runs the demonstration to its end.
     *
     * @throws IpcException FAILED when a worker fails or the user quits; OUTPUT_CLOSED when stdout
     *     was closed
     */
    Outcome run() {
        if (!plan.withoutLock()) {
            holder = buffer.ring().holder();
        }
        workers.start();
        int polls = 0;
        while (workers.alive(null) > 0) {
            DemoWorkerGroup.Message message = workers.poll(POLL_MILLIS);
            if (message != null) {
                receive(message);
            } else if (++polls % POLLS_PER_STDOUT_CHECK == 0 && HangUp.ofStdout()) {
                throw new IpcException(Category.OUTPUT_CLOSED, "stdout was closed");
            }
            long now = System.nanoTime();
            showUntil(now - REPORT_DELAY_NANOS);
            permitSteps();
            if (begun && byStep && now - lastMessage > QUIET_NANOS) {
                singleStep();
            }
        }
        showUntil(System.nanoTime());
        List<DemoWorker> all = workers.workers();
        return new Outcome(buffer.name(), all, deaths, buffer.recoveries(), audit.finish(all));
    }

    private void receive(DemoWorkerGroup.Message message) {
        while (ending) {
            // Another thread is killing the workers after a signal. This thread waits here, so that
            // it does not report the deaths of these workers.
            LockSupport.park();
        }
        lastMessage = System.nanoTime();
        DemoWorker worker = message.worker();
        WorkerReport report = message.report();
        if (report == null) {
            ended(worker);
            return;
        }
        worker.record(report);
        audit.record(worker, report);
        if (recent.size() == MAX_RECENT) {
            recent.removeFirst();
        }
        recent.add(message);
        for (WorkerDeath death : deaths) {
            death.record(worker, report);
        }
        if (observer != null) {
            timeline.add(worker, report);
        }
    }

    private void ended(DemoWorker worker) {
        worker.ended();
        if (worker.hasFailed()) {
            throw new IpcException(Category.FAILED, worker.title() + " failed: " + worker.end());
        }
        if (!worker.end().equals("left")) {
            WorkerDeath death = new WorkerDeath(worker);
            recent.forEach(message -> death.record(message.worker(), message.report()));
            deaths.add(death);
            if (observer != null) {
                timeline.addDeath(worker);
            }
        } else if (worker.role() == DemoRole.CONSUMER) {
            streamEnded = true;
        }
        if (open && workers.alive(DemoRole.PRODUCER) == 0) {
            open = false;
            endStream();
        }
        if (workers.alive(DemoRole.CONSUMER) == 0 && !streamEnded) {
            DemoWorker substitute = workers.startSubstitute();
            if (plan.withoutLock() && !open) {
                substitute.order(WorkerOrder.LAST);
            }
        }
    }

    private void endStream() {
        if (holder != null) {
            holder.close();
        } else {
            workers.order(DemoRole.CONSUMER, WorkerOrder.LAST);
        }
    }

    /**
     * Gives waiting workers permission to continue. Does nothing until all workers wait for
     * permission for their first steps. Then gives a waiting worker permission for all its further
     * steps, as soon as {@link StartOrder} allows the worker to continue. With {@code --step},
     * {@link #singleStep} gives the permissions instead, until the user chooses to continue without
     * pauses.
     */
    private void permitSteps() {
        if (!begun) {
            begun = workers.atGate().size() == workers.alive(null);
        }
        if (begun && !byStep) {
            for (DemoWorker worker : workers.atGate()) {
                if (startOrder.allows(worker, workers.workers())) {
                    worker.order(WorkerOrder.GO);
                }
            }
        }
    }

    /**
     * Waits until the user chooses to permit one step, to continue without pauses, or to quit. If
     * the user permits one step, this method chooses one of the waiting workers at random and
     * permits its step. Returns at once when no worker waits for permission.
     *
     * @throws IpcException FAILED when the user quits
     */
    private void singleStep() {
        showUntil(System.nanoTime());
        List<DemoWorker> ready = workers.atGate();
        if (ready.isEmpty()) {
            return;
        }
        lastMessage = System.nanoTime();
        switch (keys.next()) {
            case STEP -> ready.get((int) (Math.random() * ready.size())).order(WorkerOrder.STEP);
            case CONTINUE -> byStep = false;
            case QUIT -> throw new IpcException(Category.FAILED, "ended by the user");
        }
        lastMessage = System.nanoTime();
    }

    private void showUntil(long end) {
        if (observer == null) {
            return;
        }
        for (TimelineEvent event = timeline.next(end); event != null; event = timeline.next(end)) {
            observer.accept(event);
        }
    }

    /** Kills the workers and removes the buffer. Any thread may call this method. */
    private void clear() {
        ending = true;
        workers.kill();
        buffer.remove();
    }

    @Override
    public void close() {
        if (holder != null && open) {
            holder.close();
        }
        clear();
        Shutdown.removeCleanUp(cleanUp);
    }
}
