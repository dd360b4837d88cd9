package ipckit.dist.prodcons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.dist.CommandResult;
import ipckit.dist.LaunchedCommand;
import ipckit.dist.LaunchedProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Tests the verbs that show buffers. Each test runs these verbs as processes. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
final class InspectCommandsIT {
    @TempDir private Path directory;

    private LaunchedProcess start(String input, String... args) throws Exception {
        return LaunchedCommand.of("ipc-prodcons", args)
                .with("IPC_DIR", directory.resolve("home").toString())
                .reading(input)
                .start(directory);
    }

    private CommandResult run(String input, String... args) throws Exception {
        try (LaunchedProcess program = start(input, args)) {
            return program.await();
        }
    }

    private String ok(String input, String... args) throws Exception {
        CommandResult result = run(input, args);
        assertEquals("", result.errors());
        assertEquals(0, result.code());
        return result.output();
    }

    private static void contains(String text, String part) {
        assertTrue(text.contains(part), () -> "no " + part + " in " + text);
    }

    @Test
    void peekLeavesItemsInTheBuffer() throws Exception {
        ok("", "create", "jobs");
        CommandResult empty = run("", "peek", "jobs").expect(75);
        assertEquals("ipc-prodcons: buffer jobs: it is empty\n", empty.errors());
        ok("a\n\nc\n", "put", "jobs");
        assertEquals("a\n\nc\n", ok("", "peek", "jobs"));
        assertEquals("a\n", ok("", "peek", "jobs", "-n", "1"));
        assertEquals("a\0\0c\0", ok("", "peek", "jobs", "-0"));
        assertEquals("a\n\nc\n", ok("", "get", "jobs", "--drain"));
    }

    @Test
    void statShowsTheTextbooksVariables() throws Exception {
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
    void lsShowsADamagedBufferAsDamaged() throws Exception {
        ok("", "create", "good");
        ok("", "create", "bad");
        Path ring = directory.resolve("home/buf.bad/ring");
        byte[] bytes = Files.readAllBytes(ring);
        Files.write(ring, new byte[bytes.length]);
        String list = ok("", "ls", "--json");
        contains(list, "{\"name\":\"bad\",\"state\":\"damaged\",");
        contains(list, "{\"name\":\"good\",\"state\":\"empty\",");
        contains(ok("", "ls"), "damaged");
        for (String verb : new String[] {"stat", "peek", "explain", "get", "put"}) {
            CommandResult result = run("x\n", verb, "bad");
            result.expect(76).reports("ipc-prodcons: buffer bad: ");
            assertEquals(1, result.errors().lines().count(), result.errors());
        }
    }

    @Test
    void explainNamesTheMissingParticipants() throws Exception {
        ok("", "create", "jobs", "--slots", "4");
        assertEquals("empty; no producer has come yet\n", ok("", "explain", "jobs"));
        ok("a\n", "put", "jobs");
        assertEquals("1 item; no consumer is there\n", ok("", "explain", "jobs"));
        ok("", "get", "jobs");
        assertEquals("empty; the stream has ended\n", ok("", "explain", "jobs"));
        try (LaunchedProcess _ = start("", "get", "jobs", "--follow")) {
            awaitInStat("jobs", "\"waiting_for\":\"items\"");
            contains(ok("", "explain", "jobs"), "empty; 1 consumer waits (");
        }
    }

    @Test
    void gcDryRunNamesWhatGcDeletes() throws Exception {
        ok("", "create", "jobs");
        Path left = directory.resolve("home/.old-buf.gone-1-2");
        Files.createDirectory(left);
        assertEquals(
                "would delete " + left + ": unfinished removal of gone\n",
                ok("", "gc", "--dry-run"));
        assertTrue(Files.exists(left));
        contains(ok("", "gc", "--json"), "\"name\":\"gone\",\"stage\":\"removal\"");
        assertEquals("", ok("", "gc"));
        assertTrue(Files.notExists(left));
    }

    /**
     * Simulates a process that was stopped while it held the producers' lock. The test stops a
     * process that runs {@code ipc-prodcons hold}. This process is attached to the buffer, but
     * holds no lock. The test then writes a lock word that names the stopped process as the holder.
     */
    @Test
    void aStoppedLockHolderIsNamed() throws Exception {
        ok("", "create", "jobs");
        try (LaunchedProcess holder = start("", "hold", "jobs", "--", "sleep", "60")) {
            long pid = holder.process().pid();
            awaitInStat("jobs", "\"holders\":1");
            LaunchedCommand.at("kill", "-STOP", Long.toString(pid)).run().expect(0);
            // The lock word contains the participant index of the holder plus 1. The only
            // participant has index 0.
            setLockWord("jobs", 1);
            String holderText = "pid " + pid + ", which is stopped";
            run("x\n", "put", "jobs", "--timeout", "200ms")
                    .expect(124)
                    .reports(
                            "timed out: "
                                    + holderText
                                    + ", holds the producers' lock; 0 items put");
            run("", "explain", "jobs")
                    .expect(0)
                    .prints("for " + holderText + " while it holds the producers' lock\n");
            contains(ok("", "stat", "jobs", "--json"), "\"producers_lock\":" + pid);
        }
        // The process that holds the lock is dead now, so `put` takes the lock over.
        ok("x\n", "put", "jobs");
        assertEquals("x\n", ok("", "peek", "jobs"));
    }

    @Test
    void aConsumerWaitingOnATruncatedFileEndsWith76() throws Exception {
        ok("", "create", "jobs");
        try (LaunchedProcess consumer = start("", "get", "jobs", "--follow")) {
            awaitInStat("jobs", "\"waiting_for\":\"items\"");
            try (FileChannel ring = ringFile("jobs")) {
                ring.truncate(0);
            }
            assertEquals(
                    "ipc-prodcons: buffer jobs: it was cut short while it was in use\n",
                    consumer.await().expect(76).errors());
        }
    }

    private void awaitInStat(String name, String part) throws Exception {
        while (!ok("", "stat", name, "--json").contains(part)) {
            Thread.onSpinWait();
        }
    }

    private FileChannel ringFile(String name) throws IOException {
        return FileChannel.open(
                directory.resolve("home/buf." + name + "/ring"), StandardOpenOption.WRITE);
    }

    /**
     * Writes the word of the producers' lock into the file of a buffer. {@code RingLayout} defines
     * the offset of this word.
     */
    private void setLockWord(String name, int word) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, word);
        try (FileChannel ring = ringFile(name)) {
            ring.write(bytes, 512 + 8);
        }
    }
}
