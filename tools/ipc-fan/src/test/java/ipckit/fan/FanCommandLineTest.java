package ipckit.fan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Runner;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Tests the usage errors of {@code ipc-fan} without starting a process. */
final class FanCommandLineTest {
    private static final int USAGE = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-n 0                  | 0' is less than 1",
                "-n -1                 | -1",
                "-n abc                | abc",
                "--format tree         | -n is missing",
                "''                    | a verb is missing; only 'ipc-fan -n N' has none",
                "make                  | ipc-fan run -n N --",
                "-n 4 -- true          | needs the verb 'run': 'ipc-fan run -n N -- CMD'",
                "--each -- true        | unknown option '--each': use 'ipc-fan each'",
                "-n 4 --split -- true  | unknown option '--split': use 'ipc-fan split'",
                "run -n 2 --grace 1s -- true | unknown option '--grace'"
            })
    void wrongFormsAreRefusedWithTheRightOne(String line, String message) {
        Console console = Console.of(InputStream.nullInputStream(), out, err);
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        assertEquals(USAGE, Runner.run(Main.PROGRAM, words, console));
        String errors = err.toString(StandardCharsets.UTF_8);
        assertTrue(errors.contains(message), errors);
        assertEquals(1, errors.lines().count(), errors);
    }
}
