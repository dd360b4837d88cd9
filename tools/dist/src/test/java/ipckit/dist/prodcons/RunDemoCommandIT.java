package ipckit.dist.prodcons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.CountedNoun;
import ipckit.dist.CommandResult;
import ipckit.prodcons.demo.CrashStep;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/** Tests {@code ipc-prodcons run} in a process of its own, which starts worker processes. */
@Timeout(600)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class RunDemoCommandIT {
    private static final String RIGHT = "each item once, whole, and in its producer's order";
    private static final Pattern LINE =
            Pattern.compile("(?m)^ *(\\d+)  \\{ in = (\\d+), out = (\\d+) }  ([.#o-]+)  (.*)$");

    @TempDir private Path directory;

    private CommandResult run(String options) throws Exception {
        return DemoProcess.run(directory, options);
    }

    private DemoProcess start(String options) throws Exception {
        return new DemoProcess(directory, options);
    }

    @Test
    void consumesWhatItProduces() throws Exception {
        run("--speed=200/s")
                .expect(0)
                .prints("produced 20 items, checksum ")
                .prints("consumed 20 items, checksum ")
                .prints(RIGHT)
                .reports("the buffer is called run-");
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,2", "3,1,7,2", "1,3,30,64", "4,4,2,5"})
    void acceptsAnyNumberOfProcessesItemsAndSlots(
            int producers, int consumers, int items, int slots) throws Exception {
        String counts = "--producers=" + producers + " --consumers=" + consumers;
        run("--quiet --speed=1000/s --items=" + items + " --slots=" + slots + " " + counts)
                .expect(0)
                .prints("consumed " + CountedNoun.of(items, "item") + ", checksum ")
                .prints(RIGHT);
    }

    @Test
    void tracesInAndOutAfterEachStep() throws Exception {
        int slots = 4;
        String output =
                run("--trace --slots=" + slots + " --items=30 --speed=300/s")
                        .expect(0)
                        .prints("FULL:  (in + 1) % 4 == out")
                        .prints("in == out is EMPTY, always")
                        .output();
        Matcher line = LINE.matcher(output);
        int steps = 0;
        int in = 0;
        int produced = 0;
        int outMoved = 0;
        int out = 0;
        while (line.find()) {
            assertEquals(++steps, Integer.parseInt(line.group(1)));
            int inNow = Integer.parseInt(line.group(2));
            int outNow = Integer.parseInt(line.group(3));
            boolean produces = line.group(5).contains(" produces item ");
            assertEquals(produces ? (in + 1) % slots : in, inNow, line.group());
            outMoved += Math.floorMod(outNow - out, slots);
            in = inNow;
            out = outNow;
            produced += produces ? 1 : 0;
            assertEquals(in == out, line.group(5).startsWith("EMPTY"), line.group());
            assertEquals((in + 1) % slots == out, line.group(5).startsWith("FULL"), line.group());
            assertEquals(
                    '.', line.group(4).charAt(in), "the slot at in is not free: " + line.group());
        }
        assertEquals(30, produced);
        assertEquals(30, outMoved);
    }

    @Test
    void printsStepsAndSummaryAsJson() throws Exception {
        List<String> lines =
                run("--json --trace --items=4 --speed=1000/s").expect(0).output().lines().toList();
        assertTrue(lines.getFirst().startsWith("{\"step\":1,\"process\":\""), lines.getFirst());
        assertTrue(lines.getLast().contains("\"produced\":4,\"consumed\":4,"), lines.getLast());
        assertTrue(lines.getLast().endsWith("\"right\":true}"), lines.getLast());
    }

    @Test
    void drawsWellFormedSvg() throws Exception {
        run("--svg=" + svg() + " --items=6 --speed=1000/s").expect(0);
        // The file contains a drawing of the ring buffer for each event. Each item causes at least
        // three events: a producer puts the item, and a consumer takes the item and then
        // acknowledges it.
        assertTrue(drawnRings() >= 3 * 6);
    }

    private File svg() {
        return directory.resolve("rings.svg").toFile();
    }

    private int drawnRings() throws Exception {
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg());
        assertEquals("svg", document.getDocumentElement().getTagName());
        return document.getElementsByTagName("g").getLength();
    }

    @Test
    void drawsTheBufferWithoutLock() throws Exception {
        run("--without-lock --svg=" + svg() + " --items=6 --speed=1000/s");
        assertTrue(drawnRings() >= 6);
    }

    /**
     * The scheduler decides whether an item is lost. The test therefore expects only that the
     * program reports every loss.
     */
    @Test
    void reportsLossesWithoutLock() throws Exception {
        CommandResult result = run("--without-lock --producers=3 --speed=300/s");
        result.prints("produced 20 items");
        assertEquals(result.code() == 0, result.output().contains(RIGHT));
        assertEquals(result.code() == 1, result.output().contains("NOT the produced ones"));
        if (result.code() == 1) {
            Stream<String> losses =
                    Stream.of(
                            "lost: ",
                            "consumed more than once: ",
                            "read something that no producer had made: ",
                            "taken out of the producer's order: ");
            assertTrue(losses.anyMatch(result.output()::contains), result.output());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashStep.class,
            mode = Mode.EXCLUDE,
            names = {"C2A", "S1", "S2", "S3"})
    void losesNothingWhenAWorkerIsKilledAtAnyStep(CrashStep step) throws Exception {
        CommandResult result = run("--quiet --crash-at=" + step + " --speed=200/s");
        result.expect(0).prints(") was killed at step " + step).prints("  it left ").prints(RIGHT);
    }

    @Test
    void redeliversTheItemOfADeadConsumer() throws Exception {
        run("--crash-at=C6:1 --consumers=1 --speed=500/s")
                .expect(0)
                .prints("(started in place of a dead one)")
                .prints("items taken again after a consumer's death: 1")
                .prints("consumed 20 items");
    }

    @Test
    void failsWhenTheStepIsNotReached() throws Exception {
        run("--crash-at=P4:1000 --items=4 --speed=1000/s")
                .expect(1)
                .reports("no process was killed: step P4:1000 was not reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--items=0",
                "--items=abc",
                "--slots=1",
                "--slots=-8",
                "--producers=0",
                "--consumers=65",
                "--speed=fast",
                "--crash-at=X9",
                "--crash-at=S1",
                "--crash-at=P4:",
                "--crash-at=P4:0",
                "--step"
            })
    void rejectsInvalidOptions(String argument) throws Exception {
        CommandResult result = run(argument).expect(2);
        assertEquals(1, result.errors().lines().count(), result.errors());
        assertEquals("", result.output());
    }

    @Test
    void rejectsUnusableFilesAndCombinations() throws Exception {
        run("--svg=a.svg --slots=65").expect(2);
        run("--svg=" + directory + "/no/such/a.svg").expect(74);
        run("--without-lock --crash-at=P4").expect(2);
    }

    @ParameterizedTest
    @CsvSource({"TERM,--quiet", "KILL,--quiet", "KILL,--without-lock"})
    void leavesNothingBehindWhenASignalEndsIt(String signal, String mode) throws Exception {
        DemoProcess run = start("--trace --items=100000 " + mode);
        List<ProcessHandle> workers = run.workersAtStep(5);
        assertFalse(workers.isEmpty());
        boolean kill = signal.equals("KILL");
        ProcessHandle process = run.process().toHandle();
        assertTrue(kill ? process.destroyForcibly() : process.destroy());
        assertEquals(128 + (kill ? 9 : 15), run.await().code());
        run.assertNothingLeft(workers);
    }

    @Test
    void continuesWhenAWorkerIsKilledFromOutside() throws Exception {
        DemoProcess run = start("--trace --items=60");
        List<ProcessHandle> workers = run.workersAtStep(5);
        workers.getFirst().destroyForcibly();
        run.await().expect(0).prints(") was killed\n").prints(RIGHT);
        run.assertNothingLeft(workers);
    }
}
