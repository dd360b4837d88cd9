package ipckit.mq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.testkit.CommandLineRun;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the usage errors of the verbs for tasks and ports without starting a process. */
final class PortCommandLineTest {
    private static final int USAGE = 2;

    private static CommandLineRun run(String line) {
        return CommandLineRun.ofLine(Main.PROGRAM, line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task",
                "task frobnicate",
                "task create",
                "task create A B",
                "task create a/b",
                "task run A",
                "task run -- true",
                "task rm",
                "task rm A a/b",
                "port",
                "port allocate --as A",
                "port allocate inbox",
                "port allocate --as A in/box",
                "port allocate --as A inbox --queue 1025",
                "port allocate --as A inbox --queue=-1",
                "port allocate --as a:b inbox",
                "port insert --as A inbox --to B",
                "port insert --as A inbox --right send",
                "port insert --as A inbox --right all --to B",
                "port copy --as A inbox",
                "port move --as A inbox --to B",
                "port move --as A inbox --right send --to a/b",
                "port drop --as A inbox --right dead",
                "port notify --as A inbox",
                "port notify --as A inbox --on msg-accepted",
                "port stat inbox",
                "port stat --as A",
                "port rights",
                "portset add --as A set",
                "portset remove set port",
                "msg send --as A inbox",
                "msg send inbox hello",
                "msg send --as A inbox a b --carry-send post",
                "msg send --as A inbox - --move-receive post",
                "msg send --as A inbox a --carry-send po/st",
                "msg send --as A inbox a --timeout 1s --no-wait",
                "msg send --as A inbox a --pend --timeout 1s",
                "msg send --as A inbox a --pend --no-wait",
                "msg send --as A inbox - -0 --whole",
                "send port:inbox --as A a --pend --no-wait",
                "msg rpc --as A inbox",
                "msg rpc inbox hello",
                "msg rpc --as A inbox a b --carry-send post",
                "msg rpc --as A inbox a --no-wait",
                "msg receive inbox",
                "msg receive --as A",
                "msg receive --as A inbox --drain --follow",
                "msg receive --as A inbox --drain --timeout 1s",
                "msg receive --as A inbox --json --shell",
                "msg receive --as A inbox --format %?",
                "msg receive --as A inbox --right-name a/b",
                "graph A",
                "graph --dot --svg x.svg"
            })
    void refusesWrongCommandLinesInOneLine(String line) {
        CommandLineRun run = run(line);
        assertEquals(USAGE, run.code());
        assertEquals("", run.output());
        String errors = run.errors();
        assertEquals(1, errors.lines().count(), errors);
        assertTrue(errors.startsWith("ipc-mq"), errors);
        assertTrue(errors.endsWith("--help'\n"), errors);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port rights                               | --as or $IPC_TASK",
                "port insert --as A inbox --right send     | --to",
                "msg send --as A inbox a b --carry-send p  | exactly one MESSAGE",
                "task create ../x                          | illegal name",
                "port allocate --as A inbox --queue 1025   | 1024",
                "port notify --as A inbox --on deleted     | dead-name"
            })
    void namesTheMistake(String line, String mistake) {
        CommandLineRun run = run(line);
        assertEquals(USAGE, run.code());
        assertTrue(run.errors().contains(mistake), run.errors());
    }
}
