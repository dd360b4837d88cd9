package ipckit.common.queue.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.queue.Role;
import ipckit.common.queue.torture.Run.Worker;
import ipckit.common.sync.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets processes die by themselves at each named step of the protocol, twice in a row, and those
 * who recover from a death as well; survivors and newcomers must find everything as promised.
 */
@Timeout(120)
final class FailpointIT {
    private static final Set<Step> PUTTING =
            EnumSet.of(Step.P2, Step.P3, Step.P4, Step.P5, Step.P6);
    private static final Set<Step> CONSUMING =
            EnumSet.of(Step.C2A, Step.C2, Step.C3, Step.C4, Step.C5, Step.C6, Step.C7, Step.R1);
    private static final Set<Step> EITHER = EnumSet.of(Step.A1, Step.T1, Step.T5, Step.WAKE);
    private static final Set<Step> SOLE =
            EnumSet.of(Step.P2, Step.P3, Step.P4, Step.P6, Step.C5, Step.C6, Step.T1, Step.T5);

    private static final long PATIENCE_MILLIS = 2000;

    private final long seed = Long.getLong("ipckit.torture.seed", System.nanoTime());

    private static Stream<Arguments> deaths() {
        List<Arguments> deaths = new ArrayList<>();
        for (Mode mode : new Mode[] {Mode.RUNS_FUTEX, Mode.SLOTS_PIPE}) {
            PUTTING.forEach(step -> deaths.add(Arguments.of(mode, Role.PRODUCER, step)));
            CONSUMING.forEach(step -> deaths.add(Arguments.of(mode, Role.CONSUMER, step)));
            EITHER.forEach(step -> deaths.add(Arguments.of(mode, Role.PRODUCER, step)));
            EITHER.forEach(step -> deaths.add(Arguments.of(mode, Role.CONSUMER, step)));
        }
        for (Step step : SOLE) {
            Role role = CONSUMING.contains(step) ? Role.CONSUMER : Role.PRODUCER;
            deaths.add(Arguments.of(Mode.ONE_TO_ONE_FUTEX, role, step));
        }
        deaths.add(Arguments.of(Mode.ONE_TO_ONE_PIPE, Role.CONSUMER, Step.T1));
        deaths.add(Arguments.of(Mode.CHAIN_FUTEX, Role.PRODUCER, Step.S1));
        deaths.add(Arguments.of(Mode.CHAIN_FUTEX, Role.PRODUCER, Step.S2));
        deaths.add(Arguments.of(Mode.CHAIN_FUTEX, Role.CONSUMER, Step.S3));
        return deaths.stream();
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void othersGoOn(Mode mode, Role role, Step step) throws Exception {
        System.out.println(mode + " " + role + " " + step + " seed " + seed);
        try (Run run = new Run(mode.spec(), new Random(seed))) {
            Role other = role == Role.PRODUCER ? Role.CONSUMER : Role.PRODUCER;
            if (!mode.oneToOne()) {
                run.start(role); // one who survives
            }
            run.start(other);
            dies(run, role, step, 1);
            dies(run, role, step, 1);
            dies(run, role, step, once(step) ? 1 : 4);
            goesOn(run, run.start(role));
        }
    }

    /** Steps that a worker reaches only once in its life. */
    private static boolean once(Step step) {
        return step == Step.T1 || step == Step.T5;
    }

    /**
     * The owner of a lock dies, then who takes it over before he has it, then who takes it over
     * after; and once more, until all are dead. Who comes then has peace.
     */
    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"RUNS_FUTEX", "RUNS_PIPE"})
    void whoeverTakesALockOverMayDie(Mode mode) throws Exception {
        try (Run run = new Run(mode.spec(), new Random(seed))) {
            Worker consumer = run.start(Role.CONSUMER); // or the buffer is full before they die
            ownersDie(run, Role.PRODUCER, Step.P3, Step.A2, Step.A3);
            run.kill(consumer);
            Worker producer = run.start(Role.PRODUCER);
            ownersDie(run, Role.CONSUMER, Step.C3, Step.A3, Step.A2, Step.R1);
            ownersDie(run, Role.CONSUMER, Step.C4, Step.A2, Step.R1, Step.A3);
            assertTrue(producer.process.isAlive());
            goesOn(run, run.start(Role.CONSUMER));
        }
    }

    private static void ownersDie(Run run, Role role, Step owners, Step... takers) {
        List<Worker> alive = new ArrayList<>();
        for (Step step : takers) {
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

    /** With both roles dead at once, and nobody left to notice, the next ones go on. */
    @Test
    void newcomersFindWhatAllOthersLeft() throws Exception {
        try (Run run = new Run(Mode.RUNS_FUTEX.spec(), new Random(seed))) {
            for (Step step : new Step[] {Step.C3, Step.C4, Step.C5, Step.C6, Step.C7}) {
                Worker producer = run.start(Role.PRODUCER);
                dies(run, Role.CONSUMER, step, 2);
                run.kill(producer);
                // It dies at P4, or while it waits for room: the other one may have filled the
                // ring.
                run.endWithin(
                        run.start(Role.PRODUCER, Map.of("IPCKIT_CRASH_AT", "P4")), PATIENCE_MILLIS);
            }
            run.start(Role.PRODUCER);
            goesOn(run, run.start(Role.CONSUMER));
        }
    }

    private static void dies(Run run, Role role, Step step, int time) {
        run.awaitDeath(run.start(role, Map.of("IPCKIT_CRASH_AT", step + ":" + time)));
    }

    private static void goesOn(Run run, Worker worker) throws Exception {
        while (!run.isAtWork(worker)) {
            run.checkNobodyFailed();
            Thread.sleep(1);
        }
        Thread.sleep(50);
        Findings findings = run.finish();
        System.out.println(findings);
        assertTrue(findings.kills() >= 3);
    }
}
