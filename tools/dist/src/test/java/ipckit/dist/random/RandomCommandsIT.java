package ipckit.dist.random;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs random command lines of all programs, in scenarios of ten.
 *
 * <p>Three system properties control the test. {@code ipckit.commands} is the number of command
 * lines. {@code ipckit.seed} is a number that an earlier execution of the test has printed: if it
 * is set, the same command lines are run as in that execution. {@code ipckit.scenario} is the
 * number of a scenario: if it is set, only this scenario is run.
 */
final class RandomCommandsIT {
    private static final int COMMANDS = Integer.getInteger("ipckit.commands", 100);
    private static final long SEED = Long.getLong("ipckit.seed", System.nanoTime());
    private static final int ONLY = Integer.getInteger("ipckit.scenario", -1);
    private static final int LENGTH = 10;

    /** The difference between the seeds of two successive scenarios, a large prime number. */
    private static final long STEP = 1_000_000_007;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    List<DynamicTest> randomCommandLinesFailCleanly() {
        System.out.println("random command lines: -Dipckit.seed=" + SEED);
        List<List<DeclaredVerb>> programs = DeclaredVerb.byProgram();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = ONLY < 0 ? 0 : ONLY; i < (ONLY < 0 ? COMMANDS / LENGTH : ONLY + 1); i++) {
            List<DeclaredVerb> verbs = programs.get(i % programs.size());
            String repetition = "-Dipckit.seed=" + SEED + " -Dipckit.scenario=" + i;
            RandomScenario scenario = new RandomScenario(SEED + STEP * i, repetition, verbs);
            tests.add(
                    dynamicTest(
                            verbs.getFirst().program() + ", scenario " + i,
                            () -> scenario.run(LENGTH)));
        }
        return tests;
    }
}
