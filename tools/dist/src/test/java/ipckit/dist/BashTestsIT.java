package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Runs the test functions of the tools' bash scripts against the built launchers, in random order,
 * several at a time.
 *
 * <p>Two system properties control the tests. {@code ipckit.bash} is a regular expression, such as
 * {@code fan-each} or {@code keeps order}: a test is run only if its title contains a match. {@code
 * ipckit.seed} is a number that an earlier execution of the tests has printed: if it is set, the
 * tests are run in the same order as in that execution.
 *
 * <p>The profile {@code quick} runs one function of each script. The function is chosen at random
 * among the functions that are not slow.
 */
final class BashTestsIT {
    private static final boolean QUICK = Boolean.getBoolean("ipckit.quick");
    private static final Pattern WANTED = Pattern.compile(System.getProperty("ipckit.bash", ""));
    private static final long SEED = Long.getLong("ipckit.seed", System.nanoTime());

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    List<DynamicTest> scripts() throws IOException {
        System.out.println("order of the bash tests: -Dipckit.seed=" + SEED);
        return tests(false);
    }

    /**
     * Returns the tests of the scripts with the line {@code # lane: kernel}. These tests run one
     * after the other, because they observe kernel objects that all processes of the machine share.
     */
    @TestFactory
    @Execution(ExecutionMode.SAME_THREAD)
    List<DynamicTest> scriptsOfKernelObjects() throws IOException {
        return tests(true);
    }

    @Test
    void everyScriptHasTestFunctions() throws IOException {
        List<Path> without =
                BashScript.all().stream()
                        .filter(script -> script.functions().isEmpty())
                        .map(BashScript::file)
                        .toList();
        assertEquals(List.of(), without);
    }

    /**
     * The README names the script {@code install.sh}, and test scripts that prove the README's
     * claims. Each of these scripts must exist.
     */
    @Test
    void readmeNamesScriptsThatExist() throws IOException {
        Set<String> names = new HashSet<>(Set.of("install.sh"));
        BashScript.all().forEach(script -> names.add(script.name() + ".sh"));
        String readme = Files.readString(Example.REPOSITORY.resolve("README.md"));
        List<String> absent =
                Pattern.compile("`([a-z-]+\\.sh)`")
                        .matcher(readme)
                        .results()
                        .map(named -> named.group(1))
                        .filter(name -> !names.contains(name))
                        .toList();
        assertEquals(List.of(), absent);
    }

    /**
     * Two manual pages name, for each statement of a lecture on operating systems, the test that
     * proves the statement. Each of these tests must exist.
     */
    @ParameterizedTest
    @ValueSource(strings = {"ipc-mq-mach.7", "ipc-mq-kernel.7"})
    void manualNamesTestsThatExist(String page) throws IOException {
        Set<String> names = new HashSet<>();
        for (BashScript script : BashScript.all()) {
            script.functions().forEach(function -> names.add(function.name()));
        }
        String manual = Files.readString(Example.REPOSITORY.resolve("man").resolve(page));
        List<String> absent =
                Pattern.compile("test_[a-z0-9_]+")
                        .matcher(manual)
                        .results()
                        .map(named -> named.group())
                        .filter(name -> !names.contains(name))
                        .toList();
        assertEquals(List.of(), absent);
    }

    @Test
    void titlesAreUnique() throws IOException {
        Set<String> titles = new HashSet<>();
        for (BashScript script : BashScript.all()) {
            for (BashScript.Function function : script.functions()) {
                assertEquals(true, titles.add(function.title()), function.title());
            }
        }
    }

    /**
     * Returns tests in random order, but slow tests first, because a slow test that started last
     * would make all tests together take longer.
     *
     * @param kernel true to return the tests of the scripts with the line {@code # lane: kernel};
     *     false to return the tests of the other scripts
     */
    private static List<DynamicTest> tests(boolean kernel) throws IOException {
        List<BashScript.Function> functions = new ArrayList<>();
        for (BashScript script : BashScript.all()) {
            if (script.usesKernelObjects() == kernel) {
                functions.addAll(script.functions());
            }
        }
        functions.removeIf(one -> QUICK && one.slow() || !WANTED.matcher(one.title()).find());
        Collections.shuffle(functions, new Random(SEED));
        if (QUICK) {
            Set<BashScript> begun = new HashSet<>();
            functions.removeIf(one -> !begun.add(one.script()));
        }
        functions.sort(Comparator.comparing(one -> !one.slow()));
        return functions.stream()
                .map(one -> dynamicTest(one.title(), one.script().file().toUri(), one::run))
                .toList();
    }
}
