package ipckit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.testkit.CommandLineRun;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the help pages and usage errors of {@code ipc-chain} without starting a process. */
final class ChainCommandLineTest {
    private static final int USAGE = 2;
    private static final int MAX_HELP_LINES = 50;

    private static CommandLineRun run(String line) {
        return CommandLineRun.ofLine(Main.PROGRAM, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-n 3 --help", "run -h", "pipe -h", "token -h", "explain -h"})
    void helpFitsOnAPage(String line) {
        CommandLineRun run = run(line);
        assertEquals(0, run.code());
        long lines = run.output().lines().count();
        assertTrue(lines <= MAX_HELP_LINES, line + " prints " + lines + " lines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | ipc-chain -n N",
                "sleep 1                     | ipc-chain run -n N --",
                "-n 4 -- true                | ipc-chain run -n N -- CMD",
                "-- cat ::: cat              | ipc-chain pipe -- A ::: B",
                "--via ring -- cat ::: cat   | ipc-chain pipe -- A ::: B",
                "-- cat                      | ipc-chain pipe -- A ::: B",
                "--token -n 4                | ipc-chain token",
                "-n 4 --token --rounds 2     | ipc-chain token",
                "--explain                   | ipc-chain explain",
                "pipeline -- cat             | ipc-chain pipe",
                "ring -n 4                   | ipc-chain token"
            })
    void wrongFormsNameTheRightOne(String line, String form) {
        CommandLineRun run = run(line);
        assertEquals(USAGE, run.code());
        String errors = run.errors();
        assertTrue(errors.contains("'" + form), errors);
        assertEquals(1, errors.lines().count(), errors);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-n 0",
                "-n -1",
                "-n abc",
                "-n",
                "-n 3 --rounds 2",
                "--wait none",
                "run -n 3",
                "run -- true",
                "run -n 3 --via fifo -- true",
                "pipe",
                "pipe -- ::: cat",
                "pipe -- cat :::",
                "pipe -- cat ::: ::: cat",
                "pipe -n 3 -- cat",
                "pipe --via fifo --restart 3 -- cat ::: cat",
                "pipe --via ring -- cat",
                "pipe --via pigeon -- cat",
                "pipe --restart x -- cat",
                "pipe --on-failure never -- cat",
                "pipe --accept grep=1 -- cat ::: cat",
                "pipe --accept cat=x -- cat",
                "pipe --accept cat -- cat",
                "pipe --accept sed=1 -- seq 9 ::: grep x",
                "pipe --accept 3=1 -- seq 9 ::: grep x",
                "pipe --wait none -- cat",
                "token",
                "token -n 0",
                "token -n 3 --rounds 0",
                "token -n 3 --format dot",
                "token -n 3 --exit last",
                "token -n 3 --wait none",
                "token -n 3 --grace 1s",
                "run -n 3 --grace 1s -- true",
                "explain -n 3"
            })
    void refusesWrongCommandLinesInOneLine(String line) {
        CommandLineRun run = run(line);
        assertEquals(USAGE, run.code());
        String errors = run.errors();
        assertEquals(1, errors.lines().count(), errors);
    }
}
