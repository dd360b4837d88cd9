package ipckit.common.cli.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.cli.Sample;
import ipckit.common.cli.Streams;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;

class ArgumentParserTest {
    @TempDir Path directory;
    private Streams streams;

    @BeforeEach
    void open() {
        streams = new Streams(directory);
    }

    @Test
    void defaultsStandInForWhatIsNotGiven() throws IOException {
        assertEquals(0, streams.run(Sample.PROGRAM, "put", "jobs"));
        assertEquals(
                """
                name=jobs
                files=[]
                on-full=BLOCK
                bytes=1048576
                no-wait=false
                headers=[]
                """,
                streams.out());
    }

    @Test
    void aNegativeNumberIsNoOption() throws IOException {
        assertEquals(0, streams.run(Sample.PROGRAM, "cell", "add", "1", "-1", "-q", "-25"));
        assertEquals("1 -1 -25\n", streams.out());
        assertEquals(2, streams.run(Sample.PROGRAM, "put", "jobs", "--bytes", "-5"));
        assertTrue(streams.err().contains("'-5'"), streams.err());
    }

    @Test
    void optionsMayBeAttachedClusteredAndAnywhere() throws IOException {
        int code =
                streams.run(
                        Sample.PROGRAM,
                        "put",
                        "-qn3",
                        "jobs",
                        "-t1.5s",
                        "a",
                        "--bytes=4K",
                        "-",
                        "--on-full",
                        "drop-old",
                        "--rate=100/s",
                        "-H",
                        "a=1",
                        "--header=-b",
                        "--mode",
                        "0640");
        assertEquals("", streams.err());
        assertEquals(0, code);
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
                streams.out());
    }

    @Test
    void dashesEndTheOptions() throws IOException {
        assertEquals(0, streams.run(Sample.PROGRAM, "put", "-q", "--", "jobs", "--no-wait", "--"));
        assertTrue(streams.out().startsWith("name=jobs\nfiles=[--no-wait, --]\n"));
    }

    @Test
    void noWordIsAFileOfWordsOrAVariable() throws IOException {
        assertEquals(0, streams.run(Sample.PROGRAM, "put", "@/dev/null", "${user.home}", "'q'"));
        assertTrue(streams.out().startsWith("name=@/dev/null\nfiles=[${user.home}, 'q']\n"));
    }

    @Test
    void whatFollowsTheDashesIsACommandAndNotParsed() throws IOException {
        String[] line = {"run", "jobs", "--", "get", "-q", "--help", "--bogus", "", "--", "@x"};
        assertEquals(42, streams.run(Sample.PROGRAM, line));
        assertEquals("jobs [get, -q, --help, --bogus, , --, @x]\n", streams.out());
    }

    @Test
    void anOptionalOperandHasItsDefault() throws IOException {
        assertEquals(42, streams.run(Sample.PROGRAM, "run", "--", "true"));
        assertEquals("none [true]\n", streams.out());
    }

    @Test
    void jsonIsAskedFor() throws IOException {
        assertEquals(1, streams.run(Sample.PROGRAM, "peek", "a", "b", "--first", "--json"));
        assertEquals("{\"names\":2}\n", streams.out());
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
                "put j --slots 1 -n 2; --slots is given more than once",
                "put j -q -q; --quiet is given more than once",
                "put j --slots abc; --slots: 'abc' is not a whole number (examples: 1, 1024)",
                "put j --slots -3; --slots: '-3' is not a whole number (examples: 1, 1024)",
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
                "peek a --first; at least 2 needed: NAME",
                "peek a b; --first or --last is required",
            })
    void whatMakesNoSenseIsOneLine(String line, String message) throws IOException {
        String[] words = line.strip().split(" ");
        assertEquals(2, streams.run(Sample.PROGRAM, words));
        String who = "ipc-sample " + words[0];
        assertEquals(who + ": " + message + "; try '" + who + " --help'\n", streams.err());
        assertEquals("", streams.out());
    }

    @Test
    void anEmptyPathIsRefused() throws IOException {
        assertEquals(2, streams.run(Sample.PROGRAM, "put", "jobs", ""));
        assertEquals(
                "ipc-sample put: an empty path names no file; try 'ipc-sample put --help'\n",
                streams.err());
    }
}
