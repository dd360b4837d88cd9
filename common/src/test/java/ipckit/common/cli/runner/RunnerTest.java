package ipckit.common.cli.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Sample;
import ipckit.common.cli.Streams;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

class RunnerTest {
    @TempDir Path directory;
    private Streams streams;

    @BeforeEach
    void open() {
        streams = new Streams(directory);
    }

    @Test
    void returnsWhatTheCommandReturns() throws IOException {
        assertEquals(42, streams.run(Sample.PROGRAM, "run", "jobs", "--", "true"));
        assertEquals("", streams.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "help"})
    void helpOfTheProgramListsItsVerbs(String word) throws IOException {
        assertEquals(0, streams.run(Sample.PROGRAM, word));
        assertEquals(
                """
                Usage: ipc-sample VERB [OPTION]... [ARGUMENT]...
                Shows what a program is.

                Verbs:
                  put             Put 100% of the items into a buffer
                  run             Run a command
                  peek            Look at an item
                  cell add        Add to a cell
                  cell show all   Show cells
                  fail            Fail in a given way
                  flood           Print more than a pipe holds

                'ipc-sample VERB --help' tells more; --version shows the version.
                """,
                streams.out());
        assertEquals("", streams.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"put --help", "put -h", "put --no-wait -h", "help put"})
    void helpOfAVerbTellsAllAboutIt(String line) throws IOException {
        assertEquals(0, streams.run(Sample.PROGRAM, line.split(" ")));
        assertEquals(
                """
                Usage: ipc-sample put [OPTION]... NAME [FILE...]
                Put 100% of the items into a buffer.

                Operands:
                      NAME                 the buffer
                      FILE...              what to put

                Options:
                      --on-full=block|drop-new|drop-old
                                           what to do at 100% (default: block)
                  -t, --timeout=DURATION   give up after so long
                      --no-wait            never wait
                  -n, --slots=N            one item a slot
                      --bytes=SIZE         data area (default: 1M)
                      --mode=OCTAL         permissions
                      --rate=N/s           at most so many items
                  -H, --header=TEXT        may be repeated
                  -q, --quiet              no news and no progress, only errors
                  -h, --help               show this help and exit

                Exit codes:
                  0     done
                  1     a negative answer, or a failure that no other code names
                  2     the command line makes no sense
                  69    no such object, or it was removed while waiting
                  124   timed out
                """,
                streams.out());
    }

    @Test
    void helpTellsWhatTheCommandAfterTheDashesIsFor() throws IOException {
        streams.run(Sample.PROGRAM, "run", "--help");
        assertTrue(
                streams.out().startsWith("Usage: ipc-sample run [OPTION]... [NAME] -- CMD...\n"));
        assertTrue(streams.out().endsWith("\n\nAfter '--': runs with its 5% of the items.\n"));
    }

    @Test
    void versionGoesToStandardOutput() throws IOException {
        assertEquals(0, streams.run(Sample.PROGRAM, "--version"));
        assertEquals("ipc-sample 1.2.3\n", streams.out());
    }

    @Test
    void aVerbIsNeeded() throws IOException {
        assertEquals(2, streams.run(Sample.PROGRAM));
        assertEquals("ipc-sample: a verb is missing; try 'ipc-sample --help'\n", streams.err());
    }

    @ParameterizedTest
    @CsvSource({
        "pt, unknown verb 'pt' (did you mean 'put'?)",
        "PUT, unknown verb 'PUT'",
        "peak, unknown verb 'peak' (did you mean 'peek'?)",
        "frobnicate, unknown verb 'frobnicate'",
        "cell, 'after ''cell'' comes one of: add, show all'",
        "'', unknown verb ''",
        "--put, unknown option '--put' (did you mean 'put'?)",
    })
    void anUnknownVerbIsAUsageErrorWithTheNearestOne(String verb, String message)
            throws IOException {
        assertEquals(2, streams.run(Sample.PROGRAM, verb));
        assertEquals("ipc-sample: " + message + "; try 'ipc-sample --help'\n", streams.err());
        assertEquals("", streams.out());
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void aFailureIsOneLineAndItsCategorysCode(Category category) throws IOException {
        String typed = category.name().toLowerCase().replace('_', '-');
        int code = streams.run(Sample.PROGRAM, "fail", "--category", typed, "cannot do it");
        assertEquals(ExitCode.of(category).code(), code);
        assertEquals("before\n", streams.out());
        String expected =
                switch (category) {
                    case OUTPUT_CLOSED -> "";
                    case USAGE -> "ipc-sample fail: cannot do it; try 'ipc-sample fail --help'\n";
                    default -> "ipc-sample: cannot do it\n";
                };
        assertEquals(expected, streams.err());
    }

    @Test
    void aBugIsOneLineToo() throws IOException {
        assertEquals(1, streams.run(Sample.PROGRAM, "fail", "first\nsecond\u001b[31m"));
        assertEquals(
                "ipc-sample: internal error: java.lang.IllegalStateException:"
                        + " first\\nsecond\\x1b[31m (IPCKIT_DEBUG=1 shows where)\n",
                streams.err());
    }

    @Test
    void quietSilencesNewsButNotErrors() throws IOException {
        assertEquals(0, streams.run(Sample.PROGRAM, "put", "jobs"));
        assertEquals("news\n", streams.err());
        assertEquals(0, streams.run(Sample.PROGRAM, "put", "jobs", "-q"));
        assertEquals("", streams.err());
        assertEquals(69, streams.run(Sample.PROGRAM, "fail", "--category=absent", "--quiet", "no"));
        assertEquals("ipc-sample: no\n", streams.err());
    }
}
