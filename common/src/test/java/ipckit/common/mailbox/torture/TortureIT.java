package ipckit.common.mailbox.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.mailbox.torture.Run.Member;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Kills those who send, receive, lease, ask and answer with SIGKILL at random, replaces them at
 * once, and proves at the end that nothing was lost, torn, or came twice without a mark. Short by
 * default; {@code -Dipckit.torture=long} kills two thousand in each mode. {@code
 * -Dipckit.torture.seed=N} chooses the same randomness again, as far as processes let it.
 */
@Execution(ExecutionMode.CONCURRENT)
final class TortureIT {
    private static final boolean LONG = "long".equals(System.getProperty("ipckit.torture"));
    private static final int KILLS = LONG ? Integer.getInteger("ipckit.torture.kills", 2000) : 30;
    private static final long STALL_NANOS = 20_000_000_000L;
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final long seed = Long.getLong("ipckit.torture.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource
    @Timeout(3600)
    void noMessageIsLost(Mode mode) throws Exception {
        System.out.println("torture " + mode + " seed " + seed);
        try (Run run = new Run(mode.spec(), random)) {
            torture(run, Work.SENDING, Work.SENDING, Work.RECEIVING, Work.RECEIVING, Work.LEASING);
            System.out.println("torture " + mode + ": " + run.finish());
        }
    }

    @Test
    @Timeout(3600)
    void nobodyWaitsForTheDead() throws Exception {
        System.out.println("torture of calls seed " + seed);
        try (Run run = new Run(Mode.FEW.spec(), random)) {
            torture(run, Work.ASKING, Work.ASKING, Work.ANSWERING, Work.ANSWERING);
            System.out.println("torture of calls: " + run.finish());
        }
    }

    private void torture(Run run, Work... works) throws InterruptedException {
        List<Member> alive = new ArrayList<>();
        for (Work work : works) {
            alive.add(run.start(work));
        }
        long progress = System.nanoTime();
        long settled = 0;
        for (int killed = 0; killed < KILLS; ) {
            awaitAllAtWork(run, alive);
            Thread.sleep(random.nextInt(20));
            List<Member> victims = victims(run, alive);
            for (Member victim : victims) {
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

    /** Mostly the dead are replaced before others die; now and then they are not. */
    private void awaitAllAtWork(Run run, List<Member> alive) throws InterruptedException {
        long start = System.nanoTime();
        long patience = random.nextInt(8) == 0 ? 0 : PATIENCE_NANOS;
        while (!alive.stream().allMatch(run::isAtWork) && System.nanoTime() - start < patience) {
            run.checkNobodyFailed();
            Thread.sleep(2);
        }
        run.checkNobodyFailed();
    }

    /** One or two; rarely all at once, so that who comes then finds nobody. */
    private List<Member> victims(Run run, List<Member> alive) {
        List<Member> victims = new ArrayList<>(alive);
        if (random.nextInt(20) != 0) {
            if (random.nextInt(10) != 0) {
                victims.removeIf(attachment -> !run.isAtWork(attachment));
            }
            while (victims.size() > 1 + random.nextInt(2)) {
                victims.remove(random.nextInt(victims.size()));
            }
        }
        return victims;
    }
}
