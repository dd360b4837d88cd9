package ipckit.common.queue.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.queue.Ring;
import ipckit.common.queue.RingRole;
import ipckit.common.queue.RingSpec;
import ipckit.common.queue.StreamHolder;
import ipckit.common.testkit.Board;
import ipckit.common.testkit.Children;
import ipckit.common.testkit.Metronome;
import ipckit.common.testkit.Scratch;
import ipckit.common.testkit.Torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One execution of a torture test: a ring and its workers, from the first start to the check at the
 * end.
 */
final class Run implements AutoCloseable {
    /** The exit status of a process that SIGKILL ended. */
    static final int KILLED = 128 + 9;

    private final Scratch scratch = new Scratch();
    private final Children children;
    private final Random random;
    private final RingSpec spec;
    private final Path ring;
    private final Board board;
    private final StreamHolder holder;
    private final List<Worker> workers = new ArrayList<>();
    private final Path errors;
    private final Metronome metronome = new Metronome();

    /** A child process of the torture test, which produces or consumes items. */
    static final class Worker {
        final int number;
        final RingRole role;
        final Process process;
        final Path log;
        long killed;

        Worker(int number, RingRole role, Process process, Path log) {
            this.number = number;
            this.role = role;
            this.process = process;
            this.log = log;
        }

        boolean isAlive() {
            return killed == 0;
        }
    }

    Run(RingSpec spec, Random random) throws IOException {
        this.random = random;
        this.spec = spec;
        errors = scratch.file("errors");
        children = new Children(RingTortureTraining.class, errors);
        ring = scratch.newDirectory();
        Path boardFile = scratch.file("board");
        Board.create(boardFile);
        board = Board.open(boardFile);
        if (!Torture.LONG) {
            board.pauseAfterBursts();
        }
        Ring.create(ring, spec);
        holder = Ring.open(ring).holder();
    }

    Worker start(RingRole role) {
        return start(role, Map.of());
    }

    Worker start(RingRole role, Map<String, String> environment) {
        int number = workers.size();
        Path log = scratch.file("log-" + number);
        Process process =
                children.start(
                        role == RingRole.PRODUCER ? ProducingWorker.class : ConsumingWorker.class,
                        environment,
                        ring.toString(),
                        scratch.file("board").toString(),
                        Integer.toString(number),
                        Long.toString(random.nextLong()),
                        Long.toString(spec.maxItem()),
                        log.toString());
        Worker worker = new Worker(number, role, process, log);
        workers.add(worker);
        return worker;
    }

    /** Returns whether the worker has put or taken an item. */
    boolean isAtWork(Worker worker) {
        return board.isAtWork(worker.number);
    }

    /**
     * Waits until all workers are attached. Otherwise a consumer could attach after the last
     * producer has detached. Then that consumer would wait for ever for a further producer.
     */
    private void awaitAttached() throws InterruptedException {
        for (Worker worker : workers) {
            while (worker.isAlive() && !board.isAttached(worker.number)) {
                checkNoneFailed();
                Thread.sleep(1);
            }
        }
    }

    /** Kills a worker and waits until it is dead. */
    void kill(Worker worker) {
        worker.killed = System.nanoTime();
        worker.process.destroyForcibly();
        noteDeath(worker);
    }

    /**
     * Waits until a worker has died. The worker kills itself at the step that its environment
     * variable IPCKIT_CRASH_AT names.
     */
    void awaitDeath(Worker worker) {
        long before = System.nanoTime();
        noteDeath(worker);
        worker.killed = before;
    }

    /**
     * Waits at most {@code millis} milliseconds until a worker has died, and then kills the worker
     * if it is still alive. The worker kills itself if it reaches the step that its environment
     * variable IPCKIT_CRASH_AT names.
     */
    void endWithin(Worker worker, long millis) throws InterruptedException {
        worker.process.waitFor(millis, TimeUnit.MILLISECONDS);
        kill(worker);
    }

    private void noteDeath(Worker worker) {
        int code = Children.exitCode(worker.process);
        assertEquals(KILLED, code, () -> "worker " + worker.number + ": " + said());
    }

    /** Fails if a worker has ended although this torture test has not killed it. */
    void checkNoneFailed() {
        for (Worker worker : workers) {
            if (worker.isAlive() && !worker.process.isAlive()) {
                throw new AssertionError("worker " + worker.number + " ended: " + said());
            }
        }
    }

    private String said() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Returns the number of items that the producers have reported as put until now. */
    long reported() {
        return workers.stream().mapToLong(w -> board.reported(w.number)).sum();
    }

    /**
     * Waits until all workers are attached, tells them to stop, and waits until the living workers
     * have ended. Then checks with a {@link Checker} whether the ring has kept its promises, for
     * example whether every item was delivered.
     */
    Findings finish() throws IOException, InterruptedException {
        awaitAttached();
        board.stop();
        holder.close();
        for (Worker worker : workers) {
            if (worker.isAlive()) {
                int code = Children.exitCode(worker.process);
                assertEquals(0, code, () -> "worker " + worker.number + ": " + said());
            }
        }
        Checker checker = new Checker(board);
        with(RingRole.PRODUCER).forEach(worker -> checker.producer(worker.number));
        for (Worker worker : with(RingRole.CONSUMER).toList()) {
            checker.consumer(worker.number, worker.log, worker.killed, orphaned(worker));
        }
        checker.finish();
        return findings(checker);
    }

    /**
     * Returns the time, by {@link System#nanoTime}, from which another consumer could get the items
     * that a dead consumer had claimed. In a one-to-one ring, only the next consumer can get these
     * items, so the result is the time at which the next consumer began to attach. In any other
     * ring, or if there is no next consumer, the result is the time at which the dead consumer was
     * killed.
     */
    private long orphaned(Worker consumer) {
        if (!spec.oneToOne()) {
            return consumer.killed;
        }
        return with(RingRole.CONSUMER)
                .filter(w -> w.number > consumer.number)
                .mapToLong(w -> board.came(w.number))
                .filter(came -> came != 0)
                .findFirst()
                .orElse(consumer.killed);
    }

    private Findings findings(Checker checker) {
        return new Findings(
                metronome.worst(),
                killed(RingRole.PRODUCER),
                killed(RingRole.CONSUMER),
                checker.reported(),
                checker.deliveries(),
                checker.redeliveries(),
                worst(RingRole.PRODUCER),
                worst(RingRole.CONSUMER),
                checker.worstReturn(),
                workers.stream().mapToLong(w -> board.late(w.number)).sum());
    }

    private Stream<Worker> with(RingRole role) {
        return workers.stream().filter(w -> w.role == role);
    }

    private long killed(RingRole role) {
        return with(role).filter(w -> !w.isAlive()).count();
    }

    private long worst(RingRole role) {
        return with(role).mapToLong(w -> board.worst(w.number)).max().orElse(0);
    }

    /** Returns the number of segment files, in which an unbounded ring stores its items. */
    long segments() throws IOException {
        try (var files = Files.list(ring)) {
            return files.filter(file -> file.getFileName().toString().contains("-")).count();
        }
    }

    @Override
    public void close() {
        metronome.close();
        children.close();
        scratch.close();
    }
}
