package ipckit.common.queue.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.queue.RingRole;
import ipckit.common.queue.torture.Run.Worker;
import ipckit.common.testkit.Torture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Kills producers and consumers with SIGKILL at random while items pass through a ring, and
 * immediately replaces the killed processes. At the end, the test checks that no item was lost,
 * damaged or delivered out of order, and that each repeated delivery was marked as a redelivery.
 *
 * <p>By default, the test is short. With {@code -Dipckit.torture=long}, it kills thousands of
 * processes for each kind of ring in {@link Mode}. {@code -Dipckit.torture.seed=N} repeats the
 * random choices of an earlier test that has printed the seed N.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class TortureIT {
    private static final int EACH = 3;

    /**
     * The limit for three delays in the long form of the test: the time that a producer waits
     * although there is room, the time that a consumer waits although there are items, and the time
     * until the items of a dead consumer are redelivered. The promised limit is 200 ms. The test
     * allows 10 times this limit, because the machine is busy.
     */
    private static final long LONG_BOUND_NANOS = 10 * 200_000_000L;

    private static final long STALL_NANOS = 20_000_000_000L;

    private static final long LIMIT_NANOS = 1_000_000_000L;

    private final Random random = new Random(Torture.SEED);

    @ParameterizedTest
    @EnumSource
    @Timeout(3600)
    void nothingIsLost(Mode mode) throws Exception {
        int kills = Torture.kills(6);
        System.out.println("torture " + mode + " seed " + Torture.SEED);
        try (Run run = new Run(mode.spec, random)) {
            List<Worker> alive = new ArrayList<>();
            for (int i = 0; i < (mode.spec.oneToOne() ? 1 : EACH); i++) {
                alive.add(run.start(RingRole.PRODUCER));
                alive.add(run.start(RingRole.CONSUMER));
            }
            tortureUntil(run, alive, kills);
            Findings findings = run.finish();
            System.out.println("torture " + mode + ": " + findings);
            assertTrue(findings.kills() >= kills);
            assertTrue(findings.reported() > 0);
            if (mode.spec.unbounded()) {
                assertTrue(run.segments() < kills + 100, "segments are freed");
            }
            if (Torture.LONG) {
                assertTrue(findings.worstProducer() < LONG_BOUND_NANOS, "producer held up");
                assertTrue(findings.worstConsumer() < LONG_BOUND_NANOS, "consumer held up");
                assertTrue(findings.worstReturn() < LONG_BOUND_NANOS, "items held up");
            }
        }
    }

    private void tortureUntil(Run run, List<Worker> alive, int kills)
            throws IOException, InterruptedException {
        long progress = System.nanoTime();
        long reported = 0;
        for (int killed = 0; killed < kills; ) {
            awaitAllAtWork(run, alive);
            Thread.sleep(random.nextInt(alive.size() == 2 ? 100 : 20));
            List<Worker> victims = victims(run, alive);
            for (Worker victim : victims) {
                run.kill(victim);
                alive.remove(victim);
                alive.add(run.start(victim.role));
                killed++;
            }
            long now = run.reported();
            if (now != reported) {
                reported = now;
                progress = System.nanoTime();
            }
            assertTrue(System.nanoTime() - progress < STALL_NANOS, "no progress for 20 s");
        }
    }

    /**
     * Waits before the next kill until every process has put or taken an item, but at most one
     * second. Without this wait, the machine would be busy with starting the replacements of killed
     * processes. The test would then measure mainly how long processes wait for a processor. In
     * about one of eight calls, this method does not wait, so that some processes are killed early.
     */
    private void awaitAllAtWork(Run run, List<Worker> alive) throws InterruptedException {
        long start = System.nanoTime();
        long limit = random.nextInt(8) == 0 ? 0 : LIMIT_NANOS;
        while (!alive.stream().allMatch(run::isAtWork) && System.nanoTime() - start < limit) {
            run.checkNoneFailed();
            Thread.sleep(2);
        }
        run.checkNoneFailed();
    }

    /**
     * Returns the processes to kill next: at most one producer and at most one consumer. In a ring
     * with several producers and consumers, at least one of each keeps working. In about one of ten
     * calls, returns only the newest process, if this process has not put or taken an item yet.
     */
    private List<Worker> victims(Run run, List<Worker> alive) {
        List<Worker> victims = new ArrayList<>();
        Worker newest = alive.getLast();
        if (random.nextInt(10) == 0 && !run.isAtWork(newest)) {
            victims.add(newest);
            return victims;
        }
        for (RingRole role : new RingRole[] {RingRole.PRODUCER, RingRole.CONSUMER}) {
            List<Worker> busy =
                    alive.stream().filter(w -> w.role == role && run.isAtWork(w)).toList();
            boolean soleWorker = alive.size() == 2;
            if (busy.size() > (soleWorker ? 0 : 1) && random.nextInt(3) > 0) {
                victims.add(busy.get(random.nextInt(busy.size())));
            }
        }
        return victims;
    }
}
