package ipckit.fan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.testkit.CommandLineRun;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the usage errors of {@code ipc-fan} without starting a process. */
final class FanCommandLineTest {
    private static final int USAGE = 2;

    /**
     * Checks that {@code ipc-fan} refuses the command line with one line on standard error.
     *
     * @param line the words after {@code ipc-fan}
     * @param message a text that the line on standard error contains
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            textBlock =
                    """
                    each -j x -- true                        ~ : --jobs: 'x' is not
                    each --halt later -- true                ~ --halt
                    each                                     ~ : missing command after '--'
                    each --format tree -- true               ~ : unknown option '--format'
                    each --drain -- cat                      ~ : unknown option '--drain'
                    each -k --lines -- true                  ~ : --keep-order and --lines exclude each other
                    each --lines --direct -- true            ~ : --lines and --direct exclude each other
                    each --tag --direct -- true              ~ : --tag and --direct exclude each other
                    each --colsep | -- echo                  ~ : --colsep: '|' matches the empty text
                    each --colsep ( -- echo                  ~ : --colsep: '(' is not a regular expression
                    each --replace= -- echo                  ~ : --replace:
                    each -I % --colsep , -- echo             ~ --colsep and --replace exclude each other
                    each -- ::: a                            ~ : missing command before ':::'
                    each -- echo :::: names                  ~ : '::::' is not supported: use ':::' for a list, -a for a file
                    each --frame --batch 2 --stdin -- cat    ~ : --batch with --stdin needs lines or -0
                    each --batch 2 --colsep , -- echo        ~ : --batch and --colsep exclude each other
                    each --batch 2 -- echo ::: a ::: b       ~ : --batch needs one source of records, not several
                    each --batch 0 -- echo                   ~ : --batch: '0' is less than 1
                    each --retry-failed                      ~ --retry-failed needs --joblog
                    each --retry-failed --resume --joblog log -- true   ~ exclude each other
                    each --resume -- true                    ~ : --resume needs --joblog
                    from absent -- cat                       ~ 'absent' is neither mq:NAME nor buf:NAME
                    from mq:absent                           ~ : missing command after '--'
                    from mq:absent -j 0 -- cat               ~ : --jobs: '0' is less than 1
                    --from mq:absent -- cat                  ~ : unknown option '--from': use 'ipc-fan from'
                    shell -- true                            ~ : unexpected argument 'true'
                    serve                                    ~ ipc-fan
                    serve --round-robin -- cat               ~ ipc-fan
                    serve --window 0 -- cat                  ~ ipc-fan
                    serve --wait after -- cat                ~ ipc-fan
                    run -n 2 --grace 1s -- true              ~ : unknown option '--grace'
                    run -n 2 --window 4 -- true              ~ ipc-fan
                    run -n 2 --keep-order -- true            ~ ipc-fan
                    run -n 2 --block 4K -- cat               ~ ipc-fan
                    split                                    ~ ipc-fan
                    split --window 4 -- cat                  ~ ipc-fan
                    split --block 0 -- cat                   ~ ipc-fan
                    split --frame --tag -- cat               ~ ipc-fan
                    split -k --round-robin -- cat            ~ ipc-fan
                    split --format json -- cat               ~ ipc-fan
                    -n 0                                     ~ '0' is less than 1
                    -n -1                                    ~ ipc-fan
                    -n abc                                   ~ ipc-fan
                    --format tree                            ~ : -n is missing
                    ""                                     ~ : a verb is missing; only 'ipc-fan -n N' has none
                    make                                     ~ 'ipc-fan run -n N --
                    -n 4 -- true                             ~ : a command needs the verb 'run': 'ipc-fan run -n N -- CMD'
                    --each -- true                           ~ : unknown option '--each': use 'ipc-fan each'
                    -n 4 --split -- true                     ~ : unknown option '--split': use 'ipc-fan split'
                    """)
    void refusesWrongCommandLinesInOneLine(String line, String message) {
        CommandLineRun run = CommandLineRun.ofLine(Main.PROGRAM, line);
        assertEquals(USAGE, run.code());
        String errors = run.errors();
        assertEquals(1, errors.lines().count(), errors);
        assertTrue(errors.contains(message), errors);
    }
}
