package ipckit.common.cli.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.cli.Sample;
import ipckit.common.cli.SampleRuns;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentParserTest extends SampleRuns {
    @Test
    void absentArgumentsHaveTheirDefaults() {
        assertEquals(0, run("put", "jobs"));
        assertEquals(
                """
                name=jobs
                files=[]
                on-full=BLOCK
                bytes=1048576
                no-wait=false
                headers=[]
                """,
                out.getText());
    }

    @Test
    void aNegativeNumberIsAValue() {
        assertEquals(0, run("cell", "add", "1", "-1", "-q", "-25"));
        assertEquals("1 -1 -25\n", out.getText());
        assertEquals(2, run("put", "jobs", "--bytes", "-5"));
        assertTrue(err.getText().contains("'-5'"), err.getText());
    }

    @Test
    void optionsMayBeAttachedClusteredAndAnywhere() {
        String line =
                "put -qn3 jobs -t1.5s a --bytes=4K - --on-full drop-old --rate=100/s"
                        + " -H a=1 --header=-b --mode 0640";
        assertEquals(0, run(line.split(" ")));
        assertEquals("", err.getText());
        assertEquals(
                """
                name=jobs
                files=[a, -]
                on-full=DROP_OLD
                bytes=4096
                no-wait=false
                headers=[a=1, -b]
                timeout=PT1.5S
                slots=3
                mode=416
                rate=100
                """,
                out.getText());
    }

    @Test
    void theLastOfRepeatedOptionsCounts() {
        String[] line = {"put", "-q", "-n", "1", "--bytes=1K", "j", "--slots=2", "-q", "-n3"};
        assertEquals(0, run(line));
        assertTrue(out.getText().contains("bytes=1024\n"), out.getText());
        assertTrue(out.getText().contains("slots=3\n"), out.getText());
        assertEquals("", err.getText());
    }

    @Test
    void twoHyphensEndTheOptions() {
        assertEquals(0, run("put", "-q", "--", "jobs", "--no-wait", "--"));
        assertTrue(out.getText().startsWith("name=jobs\nfiles=[--no-wait, --]\n"));
    }

    @Test
    void atSignsAndDollarSignsHaveNoMeaning() {
        assertEquals(0, run("put", "@/dev/null", "${user.home}", "'q'"));
        assertTrue(out.getText().startsWith("name=@/dev/null\nfiles=[${user.home}, 'q']\n"));
    }

    @Test
    void wordsAfterTwoHyphensAreACommandAndNotParsed() {
        String[] line = {"run", "jobs", "--", "get", "-q", "--help", "--bogus", "", "--", "@x"};
        assertEquals(42, run(line));
        assertEquals("jobs [get, -q, --help, --bogus, , --, @x]\n", out.getText());
    }

    @Test
    void anOptionalOperandHasItsDefault() {
        assertEquals(42, run("run", "--", "true"));
        assertEquals("none [true]\n", out.getText());
    }

    @Test
    void jsonIsASwitch() {
        assertEquals(1, run("peek", "a", "b", "--first", "--json"));
        assertEquals("{\"names\":2}\n", out.getText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "put; missing NAME",
                "put --no-wait; missing NAME",
                "put j --bogus; unknown option '--bogus'",
                "put j --bogus=3; unknown option '--bogus'",
                "put j --slot 3; unknown option '--slot' (did you mean '--slots'?)",
                "put j -x; unknown option '-x'",
                "put j -qx; unknown option '-x'",
                "put j --timeout; --timeout needs a value",
                "put j -t; --timeout needs a value",
                "put j --timeout --no-wait; --timeout needs a value",
                "put j --timeout=; --timeout: '' is not a duration (examples: 500ms, 2s, 1m)",
                "put j --timeout 1s --no-wait; --timeout and --no-wait exclude each other",
                "put j --slots abc; --slots: 'abc' is not a whole number (examples: 1, 1024)",
                "put j --slots -3; --slots: '-3' is less than 1",
                "put j --slots 0; --slots: '0' is less than 1",
                "put j --bytes 0; --bytes: '0' is less than 1",
                "put j --bytes 9999999T; --bytes: '9999999T' is more than 9223372036854775807",
                "put j --on-full drop; --on-full: 'drop' is not one of block, drop-new, drop-old",
                "put j --mode 640; --mode needs --slots",
                "put j --no-wait=true; option '--no-wait' should be specified without 'true'"
                        + " parameter",
                "run a -- ; missing command after '--'",
                "run a; missing command after '--'",
                "run a b -- c; unexpected argument 'b'",
                "run a b; unexpected argument 'b': a command follows '--'",
                "peek a --first; at least 2 needed: NAME",
                "peek a b; --first or --last is required",
            })
    void anInvalidCommandLineIsAnsweredWithOneLine(String line, String message) {
        assertRefused(message, line.strip().split(" "));
    }

    @Test
    void anEmptyPathIsRefused() {
        assertRefused("an empty path names no file", "put", "jobs", "");
    }

    private void assertRefused(String message, String... words) {
        assertRefused(Sample.PROGRAM, "ipc-sample " + words[0], message, words);
    }
}
