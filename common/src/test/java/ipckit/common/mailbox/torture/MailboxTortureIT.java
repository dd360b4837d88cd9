package ipckit.common.mailbox.torture;

import static ipckit.common.mailbox.torture.ProcessRole.ANSWERING;
import static ipckit.common.mailbox.torture.ProcessRole.ASKING;
import static ipckit.common.mailbox.torture.ProcessRole.LEASING;
import static ipckit.common.mailbox.torture.ProcessRole.RECEIVING;
import static ipckit.common.mailbox.torture.ProcessRole.SENDING;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.mailbox.torture.MailboxTortureRun.Participant;
import ipckit.common.testkit.Torture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
 * Kills senders, receivers, callers and services (processes that answer calls) at random by
 * SIGKILL, and immediately starts a replacement for each killed process. Checks that no message was
 * lost, that each received message was exactly as it was sent, and that each repeated delivery was
 * marked as a redelivery.
 *
 * <p>By default, each test kills only a few processes. With {@code -Dipckit.torture=long}, each
 * test kills two thousand processes. {@code -Dipckit.torture.seed=N} repeats the random choices of
 * an earlier execution that printed the seed N.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class MailboxTortureIT {
    private static final int KILLS = Torture.kills(6);
    private static final long STALL_NANOS = 20_000_000_000L;
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final Random random = new Random(Torture.SEED);

    @ParameterizedTest
    @EnumSource
    @Timeout(3600)
    void noMessageIsLost(MailboxTortureMode mode) throws Exception {
        torture(mode.toString(), mode, SENDING, SENDING, RECEIVING, RECEIVING, LEASING);
    }

    @Test
    @Timeout(3600)
    void callersDoNotWaitForDeadServices() throws Exception {
        torture("of calls", MailboxTortureMode.FEW, ASKING, ASKING, ANSWERING, ANSWERING);
    }

    private void torture(String name, MailboxTortureMode mode, ProcessRole... works)
            throws IOException, InterruptedException {
        System.out.println("torture " + name + " seed " + Torture.SEED);
        try (MailboxTortureRun run = new MailboxTortureRun(mode.spec(), random)) {
            killSome(run, works);
            System.out.println("torture " + name + ": " + run.finish());
        }
    }

    private void killSome(MailboxTortureRun run, ProcessRole... works) throws InterruptedException {
        List<Participant> alive = new ArrayList<>();
        for (ProcessRole work : works) {
            alive.add(run.start(work));
        }
        long progress = System.nanoTime();
        long settled = 0;
        for (int killed = 0; killed < KILLS; ) {
            awaitAllAtWork(run, alive);
            Thread.sleep(random.nextInt(20));
            List<Participant> victims = victims(run, alive);
            for (Participant victim : victims) {
                run.kill(victim);
                alive.remove(victim);
                alive.add(run.start(victim.work));
                killed++;
            }
            long now = run.settled();
            if (now != settled) {
                settled = now;
                progress = System.nanoTime();
            }
            assertTrue(System.nanoTime() - progress < STALL_NANOS, "no progress for 20 s");
        }
    }

    /**
     * Waits at most one second until each process has sent or received a message. In about one of
     * eight calls, the method does not wait, so that processes are killed in quick succession.
     */
    private void awaitAllAtWork(MailboxTortureRun run, List<Participant> alive)
            throws InterruptedException {
        long start = System.nanoTime();
        long patience = random.nextInt(8) == 0 ? 0 : PATIENCE_NANOS;
        while (!alive.stream().allMatch(run::isAtWork) && System.nanoTime() - start < patience) {
            run.checkNobodyFailed();
            Thread.sleep(2);
        }
        run.checkNobodyFailed();
    }

    /**
     * Returns the processes to kill next: usually one or two processes. In about one of twenty
     * calls, returns all processes, so that the first new process usually finds no living
     * participant.
     */
    private List<Participant> victims(MailboxTortureRun run, List<Participant> alive) {
        List<Participant> victims = new ArrayList<>(alive);
        if (random.nextInt(20) != 0) {
            if (random.nextInt(10) != 0) {
                victims.removeIf(participant -> !run.isAtWork(participant));
            }
            while (victims.size() > 1 + random.nextInt(2)) {
                victims.remove(random.nextInt(victims.size()));
            }
        }
        return victims;
    }
}
