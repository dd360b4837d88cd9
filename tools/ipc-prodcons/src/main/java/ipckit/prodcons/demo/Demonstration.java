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

/** One demonstration, from the making of its buffer to the verdict. */
final class Demonstration implements AutoCloseable {
    /** So long a report may be on its way while a later one is here already. */
    private static final long ON_ITS_WAY_NANOS = 30_000_000;

    private static final long LOOK_MILLIS = 10;

    /** In single steps: so long after the last report nothing more comes of a step. */
    private static final long QUIET_NANOS = 60_000_000;

    private static final int MOST_RECENT = 500;
    private static final int LOOKS_PER_HANG_UP = 20;

    private final DemoPlan plan;
    private final DemoBuffer stage;
    private final DemoWorkerGroup crew;
    private final Timeline story;
    private final Consumer<TimelineEvent> audience;
    private final StepKeys keys;
    private final StartOrder cue;
    private final ItemAudit ledger = new ItemAudit();
    private final List<WorkerDeath> aftermaths = new ArrayList<>();
    private final ArrayDeque<DemoWorkerGroup.Heard> recent = new ArrayDeque<>();
    private final Runnable cleanUp = this::clear;

    /** Keeps the stream open until the last producer has gone, also when one comes late. */
    private StreamHolder holder;

    private volatile boolean ending;
    private boolean begun;
    private boolean open = true;
    private boolean byStep;
    private boolean streamEnded;
    private long lastHeard = System.nanoTime();

    /**
     * What came of it.
     *
     * @param buffer the name that the buffer had
     * @param workers all processes that there were
     * @param recoveries how many claims of the dead the ring gave back
     */
    record Outcome(
            String buffer,
            List<DemoWorker> workers,
            List<WorkerDeath> aftermaths,
            long recoveries,
            AuditResult verdict) {}

    /**
     * Makes the buffer.
     *
     * @param main the class that the program begins with
     * @param audience sees every step in its order; null when nobody wants to
     * @param keys when to go on; null for at once
     */
    Demonstration(DemoPlan plan, Class<?> main, Consumer<TimelineEvent> audience, StepKeys keys) {
        this.plan = plan;
        this.cue = new StartOrder(plan.crash());
        this.audience = audience;
        this.keys = keys;
        this.byStep = keys != null;
        this.story =
                plan.withoutLock()
                        ? new TextbookTimeline(plan.slots())
                        : new RingTimeline(plan.slots());
        this.stage = DemoBuffer.create(!plan.withoutLock(), plan.slots());
        this.crew = new DemoWorkerGroup(plan, stage, main);
        Shutdown.before(cleanUp);
    }

    String buffer() {
        return stage.name();
    }

    /**
     * @throws IpcException FAILED when a process fails; OUTPUT_CLOSED
     */
    Outcome run() {
        if (!plan.withoutLock()) {
            holder = stage.ring().holder();
        }
        crew.start();
        int looks = 0;
        while (crew.alive(null) > 0) {
            DemoWorkerGroup.Heard heard = crew.poll(LOOK_MILLIS);
            if (heard != null) {
                hear(heard);
            } else if (++looks % LOOKS_PER_HANG_UP == 0 && HangUp.ofStdout()) {
                throw new IpcException(Category.OUTPUT_CLOSED, "nobody reads any more");
            }
            long now = System.nanoTime();
            tell(now - ON_ITS_WAY_NANOS);
            begin();
            if (begun && byStep && now - lastHeard > QUIET_NANOS) {
                step();
            }
        }
        tell(System.nanoTime());
        return new Outcome(
                stage.name(),
                crew.workers(),
                aftermaths,
                stage.recoveries(),
                ledger.close(crew.workers()));
    }

    private void hear(DemoWorkerGroup.Heard heard) {
        while (ending) {
            LockSupport.park(); // those who end now were killed by us, in another thread
        }
        lastHeard = System.nanoTime();
        DemoWorker who = heard.who();
        WorkerReport report = heard.report();
        if (report == null) {
            ended(who);
            return;
        }
        who.note(report);
        ledger.enter(who, report);
        if (recent.size() == MOST_RECENT) {
            recent.removeFirst();
        }
        recent.add(heard);
        for (WorkerDeath aftermath : aftermaths) {
            aftermath.hear(who, report);
        }
        if (audience != null) {
            story.hear(who, report);
        }
    }

    private void ended(DemoWorker who) {
        who.ended();
        if (who.hasFailed()) {
            throw new IpcException(Category.FAILED, who.title() + " failed: " + who.end());
        }
        if (who.wasKilled() || !who.end().equals("left")) {
            WorkerDeath aftermath = new WorkerDeath(who);
            recent.forEach(heard -> aftermath.hear(heard.who(), heard.report()));
            aftermaths.add(aftermath);
            if (audience != null) {
                story.died(who);
            }
        } else if (who.role() == DemoRole.CONSUMER) {
            streamEnded = true;
        }
        if (open && crew.alive(DemoRole.PRODUCER) == 0) {
            open = false;
            endStream();
        }
        if (crew.alive(DemoRole.CONSUMER) == 0 && !streamEnded) {
            DemoWorker substitute = crew.startSubstitute();
            if (plan.withoutLock() && !open) {
                substitute.order(WorkerOrder.LAST);
            }
        }
    }

    private void endStream() {
        if (holder != null) {
            holder.close();
        } else {
            crew.order(DemoRole.CONSUMER, WorkerOrder.LAST);
        }
    }

    /** Nobody begins before the last of them is there. */
    private void begin() {
        if (!begun) {
            begun = crew.atGate().size() == crew.alive(null);
        }
        if (begun && !byStep) {
            for (DemoWorker who : crew.atGate()) {
                if (cue.isFor(who, crew.workers())) {
                    who.order(WorkerOrder.GO);
                }
            }
        }
    }

    /** Lets one of those who could go on take a step: any, as a scheduler might. */
    private void step() {
        tell(System.nanoTime());
        List<DemoWorker> ready = crew.atGate();
        if (ready.isEmpty()) {
            return;
        }
        lastHeard = System.nanoTime();
        switch (keys.next()) {
            case STEP -> ready.get((int) (Math.random() * ready.size())).order(WorkerOrder.STEP);
            case GO_ON -> byStep = false; // begin() lets them go
            case QUIT -> throw new IpcException(Category.FAILED, "ended by you");
        }
        lastHeard = System.nanoTime();
    }

    private void tell(long until) {
        if (audience == null) {
            return;
        }
        for (TimelineEvent moment = story.next(until); moment != null; moment = story.next(until)) {
            audience.accept(moment);
        }
    }

    /** In any thread: also when a signal ends us. */
    private void clear() {
        ending = true;
        crew.kill();
        stage.remove();
    }

    @Override
    public void close() {
        if (holder != null && open) {
            holder.close();
        }
        clear();
        Shutdown.forget(cleanUp);
    }
}
