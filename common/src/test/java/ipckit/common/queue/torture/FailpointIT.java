package ipckit.common.queue.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.object.AttachStep;
import ipckit.common.queue.RingRole;
import ipckit.common.queue.RingStep;
import ipckit.common.queue.torture.Run.Worker;
import ipckit.common.sync.SyncStep;
import ipckit.common.testkit.Torture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Kills several processes, one after another, at each step of the ring's protocol. Also kills
 * processes while they repair the ring after the death of another process. The other processes, and
 * processes that attach later, must be able to continue, and no item may be lost.
 */
@Timeout(600)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class FailpointIT {
    private static final Set<RingStep> PUTTING = EnumSet.range(RingStep.P2, RingStep.P6);
    private static final Set<RingStep> CONSUMING = EnumSet.range(RingStep.C2A, RingStep.R1);
    private static final List<Enum<?>> EITHER =
            List.of(SyncStep.A1, AttachStep.T1, AttachStep.T5, SyncStep.WAKE);
    private static final Set<RingStep> SOLE_PUTTING =
            EnumSet.of(RingStep.P2, RingStep.P3, RingStep.P4, RingStep.P6);
    private static final Set<RingStep> SOLE_CONSUMING = EnumSet.of(RingStep.C5, RingStep.C6);
    private static final Set<AttachStep> ATTACHING = EnumSet.of(AttachStep.T1, AttachStep.T5);

    private static final long LIMIT_MILLIS = 2000;

    private static Stream<Arguments> deaths() {
        List<Arguments> deaths = new ArrayList<>();
        for (Mode mode : new Mode[] {Mode.RUNS_FUTEX, Mode.SLOTS_PIPE}) {
            add(deaths, mode, RingRole.PRODUCER, PUTTING);
            add(deaths, mode, RingRole.CONSUMER, CONSUMING);
            add(deaths, mode, RingRole.PRODUCER, EITHER);
            add(deaths, mode, RingRole.CONSUMER, EITHER);
        }
        add(deaths, Mode.ONE_TO_ONE_FUTEX, RingRole.PRODUCER, SOLE_PUTTING);
        add(deaths, Mode.ONE_TO_ONE_FUTEX, RingRole.PRODUCER, ATTACHING);
        add(deaths, Mode.ONE_TO_ONE_FUTEX, RingRole.CONSUMER, SOLE_CONSUMING);
        add(deaths, Mode.ONE_TO_ONE_PIPE, RingRole.CONSUMER, Set.of(AttachStep.T1));
        add(deaths, Mode.CHAIN_FUTEX, RingRole.PRODUCER, EnumSet.of(RingStep.S1, RingStep.S2));
        add(deaths, Mode.CHAIN_FUTEX, RingRole.CONSUMER, Set.of(RingStep.S3));
        return deaths.stream();
    }

    private static void add(
            List<Arguments> deaths, Mode mode, RingRole role, Collection<? extends Enum<?>> steps) {
        steps.forEach(step -> deaths.add(Arguments.of(mode, role, step)));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void othersContinueAfterADeath(Mode mode, RingRole role, Enum<?> step) throws Exception {
        System.out.println(mode + " " + role + " " + step + " seed " + Torture.SEED);
        try (Run run = new Run(mode.spec, new Random(Torture.SEED))) {
            RingRole other = role == RingRole.PRODUCER ? RingRole.CONSUMER : RingRole.PRODUCER;
            if (!mode.spec.oneToOne()) {
                // This worker has the same role as the workers that die, and stays alive.
                run.start(role);
            }
            run.start(other);
            dies(run, role, step, 1);
            // The next worker dies when it reaches the step for the fourth time. A worker attaches
            // only once, so at a step of attaching it already dies the first time.
            dies(run, role, step, ATTACHING.contains(step) ? 1 : 4);
            continues(run, run.start(role));
        }
    }

    /**
     * Processes die while they own a lock. Processes that take the lock over from them die, too:
     * just before the takeover (A2), just after it (A3), or during the recovery that follows (R1).
     * A process that attaches afterwards must be able to continue.
     */
    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"RUNS_FUTEX", "RUNS_PIPE"})
    void aProcessMayDieDuringATakeover(Mode mode) throws Exception {
        try (Run run = new Run(mode.spec, new Random(Torture.SEED))) {
            // This consumer takes items, so that the producers always find room.
            Worker consumer = run.start(RingRole.CONSUMER);
            ownersDie(run, RingRole.PRODUCER, RingStep.P3, SyncStep.A2, SyncStep.A3);
            run.kill(consumer);
            Worker producer = run.start(RingRole.PRODUCER);
            ownersDie(run, RingRole.CONSUMER, RingStep.C3, SyncStep.A3, SyncStep.A2, RingStep.R1);
            ownersDie(run, RingRole.CONSUMER, RingStep.C4, SyncStep.A2, RingStep.R1, SyncStep.A3);
            assertTrue(producer.process.isAlive());
            continues(run, run.start(RingRole.CONSUMER));
        }
    }

    private static void ownersDie(Run run, RingRole role, Enum<?> owners, Enum<?>... takers) {
        List<Worker> alive = new ArrayList<>();
        for (Enum<?> step : takers) {
            alive.add(run.start(role, Map.of("IPCKIT_CRASH_AT", step.name())));
        }
        while (!alive.isEmpty()) {
            dies(run, role, owners, 2);
            alive.removeIf(
                    worker -> {
                        boolean dead = !worker.process.isAlive();
                        if (dead) {
                            run.awaitDeath(worker);
                        }
                        return dead;
                    });
        }
    }

    /**
     * A producer and a consumer die, and no other producer or consumer is attached. Processes that
     * attach afterwards must be able to continue.
     */
    @Test
    void newcomersContinueWhenAllOthersAreDead() throws Exception {
        try (Run run = new Run(Mode.RUNS_FUTEX.spec, new Random(Torture.SEED))) {
            for (RingStep step : EnumSet.range(RingStep.C3, RingStep.C7)) {
                Worker producer = run.start(RingRole.PRODUCER);
                dies(run, RingRole.CONSUMER, step, 2);
                run.kill(producer);
                // This producer dies at step P4, when it has committed items. If the ring is full,
                // the producer waits for room and does not reach the step. The test then kills it
                // after a time limit.
                run.endWithin(
                        run.start(RingRole.PRODUCER, Map.of("IPCKIT_CRASH_AT", "P4")),
                        LIMIT_MILLIS);
            }
            run.start(RingRole.PRODUCER);
            continues(run, run.start(RingRole.CONSUMER));
        }
    }

    private static void dies(Run run, RingRole role, Enum<?> step, int time) {
        run.awaitDeath(run.start(role, Map.of("IPCKIT_CRASH_AT", step + ":" + time)));
    }

    private static void continues(Run run, Worker worker) throws Exception {
        while (!run.isAtWork(worker)) {
            run.checkNoneFailed();
            Thread.sleep(1);
        }
        Thread.sleep(50);
        Findings findings = run.finish();
        System.out.println(findings);
        assertTrue(findings.kills() >= 2);
    }
}
