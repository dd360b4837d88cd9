package ipckit.prodcons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The verbs that only look, as their users see them: each a process of its own. */
@Timeout(120)
final class OnlookersTest {
    private record Outcome(int code, String out, String err) {}

    @TempDir Path home;

    @BeforeEach
    void close() throws IOException {
        Files.setPosixFilePermissions(
                home, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    }

    private ProcessBuilder program(String... args) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-XX:TieredStopAtLevel=1");
        words.add("-XX:+UseSerialGC");
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add("ipckit.prodcons.Main");
        words.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("IPC_DIR", home.toString());
        return builder;
    }

    private Outcome run(String input, String... args) throws Exception {
        Path in = Files.writeString(home.resolve(".in"), input);
        Path out = home.resolve(".out");
        Path err = home.resolve(".err");
        Process process =
                program(args)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private String ok(String input, String... args) throws Exception {
        Outcome outcome = run(input, args);
        assertEquals("", outcome.err());
        assertEquals(0, outcome.code());
        return outcome.out();
    }

    private static void contains(String text, String part) {
        assertTrue(text.contains(part), () -> "no " + part + " in " + text);
    }

    @Test
    void peekTakesNothing() throws Exception {
        ok("", "create", "jobs");
        Outcome empty = run("", "peek", "jobs");
        assertEquals(75, empty.code());
        assertEquals("ipc-prodcons: buffer jobs: it is empty\n", empty.err());
        ok("a\n\nc\n", "put", "jobs");
        assertEquals("a\n\nc\n", ok("", "peek", "jobs"));
        assertEquals("a\n", ok("", "peek", "jobs", "-n", "1"));
        assertEquals("a\0\0c\0", ok("", "peek", "jobs", "-0"));
        assertEquals("a\n\nc\n", ok("", "get", "jobs", "--drain"));
    }

    @Test
    void statSpeaksTheTextbooksWords() throws Exception {
        ok("", "create", "jobs", "--slots", "4");
        contains(ok("", "stat", "jobs"), "state        EMPTY\n");
        ok("a\nb\nc\n", "put", "jobs");
        ok("", "get", "jobs", "--count", "2");
        ok("d\ne\n", "put", "jobs");
        String text = ok("", "stat", "jobs");
        contains(text, "state        FULL\n");
        contains(text, "BUFFER_SIZE  4 ");
        contains(text, "in           1  (5 produced)\n");
        contains(text, "out          2  (2 consumed)\n");
        String json = ok("", "stat", "jobs", "--json");
        contains(json, "\"state\":\"full\",\"items\":3,\"claimed\":0,\"in\":1,\"out\":2");
        assertEquals(1, json.lines().count());
    }

    @Test
    void aDamagedBufferIsALineOfTheList() throws Exception {
        ok("", "create", "good");
        ok("", "create", "bad");
        Path ring = home.resolve("buf/bad/ring");
        byte[] bytes = Files.readAllBytes(ring);
        Files.write(ring, new byte[bytes.length]);
        String list = ok("", "ls", "--json");
        contains(list, "{\"name\":\"bad\",\"state\":\"damaged\",");
        contains(list, "{\"name\":\"good\",\"state\":\"empty\",");
        contains(ok("", "ls"), "damaged");
        for (String verb : new String[] {"stat", "peek", "explain", "get", "put"}) {
            Outcome outcome = run("x\n", verb, "bad");
            assertEquals(76, outcome.code(), verb);
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            contains(outcome.err(), "ipc-prodcons: buffer bad: ");
        }
    }

    @Test
    void explainTellsWhatIsMissing() throws Exception {
        ok("", "create", "jobs", "--slots", "4");
        assertEquals("empty; no producer has come yet\n", ok("", "explain", "jobs"));
        ok("a\n", "put", "jobs");
        assertEquals("1 item; no consumer is there\n", ok("", "explain", "jobs"));
        ok("", "get", "jobs");
        assertEquals("empty and ended\n", ok("", "explain", "jobs"));
        Process consumer = program("get", "jobs", "--follow").start();
        try {
            String json;
            do {
                json = ok("", "stat", "jobs", "--json");
            } while (!json.contains("\"waiting_for\":\"items\""));
            contains(ok("", "explain", "jobs"), "empty; 1 consumer waits (");
        } finally {
            consumer.destroyForcibly().waitFor();
        }
    }

    @Test
    void gcTellsWhatItWouldDelete() throws Exception {
        ok("", "create", "jobs");
        Path left = home.resolve("buf/.old-gone-1-2");
        Files.createDirectory(left);
        assertEquals(
                "would delete " + left + ": unfinished removal of gone\n",
                ok("", "gc", "--dry-run"));
        assertTrue(Files.exists(left));
        contains(ok("", "gc", "--json"), "\"name\":\"gone\",\"stage\":\"removal\"");
        assertEquals("", ok("", "gc"));
        assertTrue(Files.notExists(left));
    }
}
