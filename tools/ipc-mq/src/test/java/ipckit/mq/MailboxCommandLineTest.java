package ipckit.mq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.testkit.CommandLineRun;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the usage errors of {@code ipc-mq} without starting a process. */
final class MailboxCommandLineTest {
    private static final int USAGE = 2;

    private static CommandLineRun run(String line) {
        return CommandLineRun.ofLine(Main.PROGRAM, line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "frobnicate",
                "create",
                "create jobs more",
                "create jobs --capacity=-1",
                "create jobs --capacity=abc",
                "create jobs --capacity=",
                "create jobs --capacity=1.5",
                "create jobs --capacity=1048577",
                "create jobs --max-size 2G",
                "create jobs --max-size 1K --fixed-size 1K",
                "create jobs --sharing everybody",
                "create jobs --owner abc",
                "create jobs --owner 0",
                "create nats://host/x",
                "create buf:jobs",
                "send jobs",
                "send jobs x --priority 32",
                "send jobs x --header novalue",
                "send jobs x --pend",
                "send jobs x --pend --as T --timeout 1s",
                "send jobs x --pend --as T --no-wait",
                "send jobs x --pend --as T --until-received",
                "send jobs - --frame --whole",
                "send jobs x --timeout 1",
                "send jobs x --reply-to a/b",
                "send box x --link-capacity 3",
                "send --to bob hello --create --as alice",
                "recv",
                "recv jobs --json --shell",
                "recv jobs --format %?",
                "recv jobs --drain --follow",
                "recv jobs --drain --timeout 1s",
                "recv jobs --retries 1",
                "recv jobs --dead-letter dead",
                "recv jobs --dead-letter jobs -- true",
                "recv jobs --json -- true",
                "recv jobs --lease 0s",
                "recv jobs --",
                "recv box --as alice",
                "recv box --from alice",
                "recv --as bob --create",
                "peek",
                "wait jobs --for godot",
                "wait jobs --for accepted",
                "ack jobs",
                "ack jobs nonsense",
                "nack jobs 1.2",
                "extend jobs 1.2.3",
                "call jobs",
                "serve jobs",
                "serve jobs --workers 0 -- cat",
                "serve jobs --frame -- cat",
                "move jobs",
                "ls --links --scheme posix",
                "rm",
                "rm --if-present a/b"
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
            quoteCharacter = '"',
            value = {
                "send --to alice x                 | --as or $IPC_TASK",
                "recv                              | NAME is missing",
                "send alice                        | MESSAGE is missing",
                "send --to alice --as alice x      | two tasks",
                "send --to ../x --as alice x       | illegal name",
                "send posix:/absent x --create     | the kernel's queues have no option --create",
                "ack again 0.1.-1.x                | not a receipt",
                "peek link:alice                   | link:FROM:TO",
                "peek port:inbox                   | a port can only be the NAME of send",
                "move jobs mq:jobs                 | the same mailbox",
                "move posix:/jobs jobs             | posix:/jobs: the kernel's queues have no "
            })
    void namesTheMistake(String line, String mistake) {
        CommandLineRun run = run(line);
        assertEquals(USAGE, run.code());
        String errors = run.errors();
        assertEquals(1, errors.lines().count(), errors);
        assertTrue(errors.contains(mistake), errors);
    }
}
