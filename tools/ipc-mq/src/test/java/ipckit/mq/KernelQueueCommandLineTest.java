package ipckit.mq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipckit.common.testkit.CommandLineRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tests the answers of {@code ipc-mq} to wrong command lines about kernel queues, and to names of
 * absent queues, without starting a process. In a command line, {@code Q} stands for the name of a
 * queue that does not exist.
 */
final class KernelQueueCommandLineTest {
    private static final int USAGE = 2;
    private static final int UNAVAILABLE = 69;
    private static final int CANNOT_CREATE = 73;
    private static final String SYSTEM_V =
            "sysv:0x7ffe" + Long.toHexString(0x10000L + pid() % 0xf0000L).substring(1);
    private static final String SYSTEM_V_ID = "sysv:2147483647";
    private static final String POSIX = "posix:/ipckit-absent-" + pid();

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    /**
     * Checks that a command line fails with the exit code {@code code}, and that it writes nothing
     * to stdout and one line to stderr. Returns this line.
     */
    private String errorOf(int code, String line, String queue) {
        String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("Q") ? queue : words[i];
        }
        CommandLineRun run = CommandLineRun.of(Main.PROGRAM, words);
        assertEquals(code, run.code(), line);
        assertEquals("", run.output(), line);
        String error = run.errors();
        assertEquals(1, error.lines().count(), error);
        return error;
    }

    private void assertRefused(String line, String queue, String kind) {
        String error = errorOf(USAGE, line, queue);
        String start = "ipc-mq " + line.split(" ")[0] + ": " + queue + ": " + kind + " have no ";
        assertTrue(error.startsWith(start) && error.contains("; local mailboxes have;"), error);
    }

    private void assertRefusedBySystemV(String line) {
        assertRefused(line, SYSTEM_V, "System V queues");
    }

    private void assertRefusedByPosix(String line) {
        assertRefused(line, POSIX, "the kernel's queues");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recv Q --lease 1s",
                "recv Q -- true",
                "recv Q --retries 1 -- true",
                "recv Q --dead-letter dead -- true",
                "recv Q jobs",
                "recv jobs Q",
                "recv Q --create",
                "recv Q --format %b%s",
                "recv Q --format %b%i",
                "recv Q --format %b%d",
                "recv Q --format %b%t",
                "recv Q --format %b%R",
                "recv Q --format %b%r",
                "recv Q --format %h{k}",
                "recv jobs --dead-letter Q -- true",
                "create Q --fixed-size 10",
                "create Q --sharing pair",
                "create Q --sharing single-receiver",
                "create Q --owner 1",
                "create Q --durable .",
                "send Q x --header k=v",
                "send Q x --as T",
                "send Q x --reply-to jobs",
                "send Q x --until-received",
                "send Q x --pend --as T",
                "peek Q",
                "wait Q --for service",
                "wait Q --for accepted",
                "wait Q --as T",
                "ack Q 0.1.1",
                "nack Q 0.1.1",
                "extend Q 0.1.1 1s",
                "call Q x",
                "serve Q -- true"
            })
    void kernelQueuesRefuseWhatOnlyLocalMailboxesHave(String line) {
        assertRefusedBySystemV(line);
        assertRefusedByPosix(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create Q --capacity 3",
                "create Q --max-size 10",
                "send Q x --priority 3",
                "recv Q --format %p"
            })
    void systemVQueuesRefuseWhatPosixQueuesHave(String line) {
        assertRefusedBySystemV(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create Q --capacity 0", "create Q --max-size 0"})
    void posixQueuesRefuseZeroCapacityAndSize(String line) {
        assertRefusedByPosix(line);
    }

    /**
     * Only System V queues have message types and a limit in bytes, so other mailboxes refuse the
     * options for message types and for this limit.
     */
    @ParameterizedTest
    @CsvSource({
        "send Q x --type 1, --type",
        "recv Q --type 1, --type",
        "recv Q --type-up-to 1, --type-up-to",
        "recv Q --format %T, %T",
        "create Q --max-bytes 1K, --max-bytes",
        "send --to P --as Q x --type 1, --type"
    })
    void otherMailboxesRefuseWhatSystemVQueuesHave(String line, String option) {
        for (String other : new String[] {"jobs", POSIX}) {
            String error =
                    errorOf(USAGE, line.contains("--as") ? line.replace("Q", "T") : line, other);
            assertTrue(error.contains(option + " needs a System V queue"), error);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "send Q x --type 0, 0' is",
        "recv Q --type 9223372036854775808, 9223372036854775808' is more than 9223372036854775807",
        "recv Q --type 1 --type-up-to 2, --type and --type-up-to",
        "send Q x --priority 32, 32'"
    })
    void valuesOfOptionsHaveLimits(String line, String text) {
        String error = errorOf(USAGE, line, SYSTEM_V);
        assertTrue(error.contains(text), error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sysv:",
                "sysv:jobs",
                "sysv:0x",
                "sysv:0x0",
                "sysv:-1",
                "sysv:2147483648",
                "sysv:0x100000000",
                "posix:",
                "posix:jobs",
                "posix:/",
                "posix:/a/b",
                "posix://a",
                "posix:/.",
                "posix:/.."
            })
    void namesOfNoQueueAreRefused(String name) {
        String error = errorOf(USAGE, "send Q x", name);
        assertTrue(error.contains("illegal name '" + name + "'"), error);
    }

    @Test
    void theKernelChoosesTheIdOfASystemVQueue() {
        assertTrue(errorOf(USAGE, "create Q", "sysv:7").contains("the kernel chooses the id"));
        String error = errorOf(USAGE, "send Q x", "sysv:private");
        assertTrue(error.contains("sysv:private can only be created"), error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send Q x",
                "recv Q",
                "wait Q",
                "wait Q --for room",
                "purge Q",
                "stat Q",
                "rm Q"
            })
    void everyVerbReportsAnAbsentQueue(String line) {
        assumeQueues();
        for (String queue : new String[] {POSIX, SYSTEM_V, SYSTEM_V_ID}) {
            assertEquals(
                    "ipc-mq: no such mailbox: " + queue + "\n", errorOf(UNAVAILABLE, line, queue));
        }
    }

    /**
     * The test requests a capacity and a message size that the kernel refuses even to a privileged
     * user.
     */
    @Test
    void theLimitOfTheKernelIsNamed() {
        assumeQueues();
        String error = errorOf(CANNOT_CREATE, "create Q --capacity 1000000", POSIX);
        assertTrue(
                error.contains("fs.mqueue.msg_max") && error.contains("fs.mqueue.msgsize_max"),
                error);
        error = errorOf(CANNOT_CREATE, "create Q --max-size 1G", POSIX);
        assertTrue(error.contains("fs.mqueue.msg_max"), error);
        errorOf(UNAVAILABLE, "stat Q", POSIX);
    }

    private static void assumeQueues() {
        assumeTrue(Files.exists(Path.of("/proc/sysvipc/msg")), "no System V queues here");
        assumeTrue(Files.exists(Path.of("/proc/sys/fs/mqueue")), "no POSIX queues here");
    }
}
