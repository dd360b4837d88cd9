package ipckit.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.testkit.CommandLineRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests usage errors and the output of {@code ipc-shm} without starting a process. */
final class SegmentCommandLineTest {
    private static final int USAGE = 2;

    /**
     * Checks that the command line is a usage error, and that the error message is one line that
     * mentions {@code --help}. Returns the message.
     */
    private String assertRefused(String... words) {
        CommandLineRun run = CommandLineRun.of(Main.PROGRAM, words);
        assertEquals(USAGE, run.code(), String.join(" ", words));
        assertEquals("", run.output());
        String error = run.errors();
        assertEquals(1, error.lines().count(), error);
        assertTrue(error.startsWith("ipc-shm") && error.endsWith("--help'\n"), error);
        return error;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "create",
                "create scores",
                "create --size 4K",
                "create scores --size 4K --private",
                "create --private --size 4K --if-absent",
                "create scores --size 4K --mode 8",
                "fill scores 256",
                "fill scores -1",
                "fill scores x",
                "read scores --offset -1",
                "cell get scores",
                "cell get scores 0 --type i16",
                "cell get scores 0x10",
                "attach scores",
                "attach scores --",
                "lock scores --timeout 1 -- true",
                "lock sysv:7 -- true",
                "chmod 999 scores",
                "rm"
            })
    void wrongVerbsAndOptionsAreRefused(String line) {
        assertRefused(line.split(" "));
    }

    @Test
    void aVerbIsNeeded() {
        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc", "", "99999999999999999999", "1.5K", "4KB"})
    void wrongSizesAreRefused(String size) {
        assertRefused("create", "scores", "--size=" + size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../x",
                ".hidden",
                "a/b",
                "a b",
                "nats://host/x",
                "mq:x",
                "a\nb",
                "posix:x",
                "posix:/../x",
                "posix:/a/b",
                "sysv:",
                "sysv:0x",
                "sysv:0x0",
                "sysv:-1",
                "sysv:99999999999"
            })
    void illegalNamesAreRefused(String name) {
        assertRefused("create", "--size", "4K", "--", name);
        assertRefused("print", "--", name);
    }

    @Test
    void aNameHasAtMost200Bytes() {
        String name = "a".repeat(201);
        assertRefused("create", "--size", "4K", "--", name);
        assertRefused("print", "--", name);
    }

    @Test
    void theKernelChoosesTheIdOfASystemVSegment() {
        assertRefused("create", "--size", "4K", "sysv:7");
        assertRefused("print", "sysv:private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4096", "0x", "0xg", "0x0", "0x-1000", "0x10000000000000000", ""})
    void wrongAddressesAreRefused(String address) {
        String error = assertRefused("attach", "scores", "--at", address, "--", "true");
        assertTrue(error.contains("'" + address + "' is not an address "), error);
    }

    private String output(String... words) {
        CommandLineRun run = CommandLineRun.of(Main.PROGRAM, words);
        assertEquals(0, run.code(), run.errors());
        return run.output();
    }

    @Test
    void aModeIsShownWithFourDigits() {
        String name = "posix:/ipckit-mode-" + ProcessHandle.current().pid();
        output("create", name, "--size", "4K", "--mode", "040");
        String json = output("stat", name, "--json");
        String table = output("ls", "--scheme", "posix");
        output("rm", name);
        assertTrue(json.contains("\"mode\":\"0040\""), json);
        assertTrue(table.contains("0040"), table);
    }
}
