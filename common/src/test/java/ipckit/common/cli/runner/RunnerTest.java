package ipckit.common.cli.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Sample;
import ipckit.common.cli.SampleRuns;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.output.Console;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import uk.org.webcompere.systemstubs.environment.EnvironmentVariables;
import uk.org.webcompere.systemstubs.jupiter.SystemStub;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class RunnerTest extends SampleRuns {
    @SystemStub private EnvironmentVariables environment;

    @Test
    void returnsTheExitCodeOfTheCommand() {
        assertEquals(42, run("run", "jobs", "--", "true"));
        assertEquals("", err.getText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "help"})
    void helpOfTheProgramListsItsVerbs(String word) {
        assertEquals(0, run(word));
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
                  purge           Delete everything
                  ls              List everything
                  fail            Fail in a given way
                  flood           Print more than a pipe holds
                  alarm VERB      Control alarms
                  clock VERB      Show clocks

                'ipc-sample VERB --help' tells more; --version shows the version.
                """,
                out.getText());
        assertEquals("", err.getText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"put --help", "put -h", "put --no-wait -h", "help put"})
    void helpOfAVerbListsItsArgumentsAndExitCodes(String line) {
        assertEquals(0, run(line.split(" ")));
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
                      --rate=N/s           the most items per span
                  -H, --header=TEXT        may be repeated
                  -q, --quiet              print only errors, no messages and no progress
                  -h, --help               show this help and exit

                Exit codes:
                  1     a negative answer, or a failure that no other code names
                  2     the command line is not valid
                  69    no such object, or it was removed while waiting
                  124   timed out
                """,
                out.getText());
    }

    @Test
    void helpExplainsTheCommandAfterTwoHyphens() {
        run("run", "--help");
        assertTrue(
                out.getText().startsWith("Usage: ipc-sample run [OPTION]... [NAME] -- CMD...\n"));
        assertTrue(out.getText().endsWith("\n\nAfter '--': runs with its 5% of the items.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarm --help", "alarm -h", "help alarm"})
    void helpOfAGroupListsItsVerbsAndTheOptionsOfOtherVerbs(String line) {
        assertEquals(0, run(line.split(" ")));
        assertEquals(
                """
                Usage: ipc-sample alarm VERB [OPTION]... [ARGUMENT]...
                       ipc-sample VERB --timeout NAME [OPTION]... [ARGUMENT]...
                Control alarms.

                Verbs:
                  alarm ls     List the alarms
                  alarm stop   Stop alarms

                Verbs that accept --timeout: put.

                Options of these verbs:
                  -t, --timeout=DURATION   give up after so long
                      --bell               ring a bell

                'ipc-sample alarm VERB --help' tells more.
                """,
                out.getText());
    }

    @Test
    void helpOfAGroupWithoutAnOptionListsItsVerbs() {
        assertEquals(0, run("clock", "--help"));
        assertEquals(
                """
                Usage: ipc-sample clock VERB [OPTION]... [ARGUMENT]...
                Show clocks.

                Verbs:
                  clock ls   List the clocks

                'ipc-sample clock VERB --help' tells more.
                """,
                out.getText());
    }

    @Test
    void versionGoesToStandardOutput() {
        assertEquals(0, run("--version"));
        assertEquals("ipc-sample " + Program.version() + "\n", out.getText());
        assertTrue(Program.version().matches("\\d+(\\.\\d+)+.*"), Program.version());
    }

    @Test
    void aMissingVerbIsAUsageError() {
        assertRefused("a verb is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "putt, unknown verb 'putt' (did you mean 'put'?)",
        "PUT, unknown verb 'PUT' (did you mean 'put'?)",
        "peak, unknown verb 'peak' (did you mean 'peek'?)",
        "zzz, unknown verb 'zzz'",
        "cell, 'after ''cell'' comes one of: add, show all'",
        "'', unknown verb ''",
        "--put, unknown option '--put': use 'ipc-sample put'",
        "--bogus, unknown option '--bogus'",
        "-n, unknown option '-n'",
    })
    void anUnknownVerbIsAUsageErrorThatMayNameASimilarOne(String verb, String message) {
        assertRefused(message, verb);
    }

    @Test
    void aGuessIsNoVerbThatDeletes() {
        assertRefused("unknown verb 'purg' (did you mean 'put'?)", "purg");
    }

    @ParameterizedTest
    @CsvSource({
        "list, ls",
        "clear, purge",
        "send, put",
        "exec, run",
        "add, cell add",
    })
    void aSynonymIsAnsweredWithTheRightVerb(String synonym, String verb) {
        String message = "unknown verb '" + synonym + "': use 'ipc-sample " + verb + "'";
        assertRefused(message, synonym, "jobs");
    }

    @Nested
    class WithATextbookForm {
        private static final Program PROGRAM =
                Program.withTextbookForm(
                        "ipc-tree",
                        "Shows a tree",
                        Verb.textbook("The tree of the textbook", WithATextbookForm::textbook),
                        List.of(
                                new Verb("run", "Run a command", WithATextbookForm::textbook),
                                new Verb(
                                        "each",
                                        "Run a command for each record",
                                        WithATextbookForm::textbook)));

        private static Command textbook(Arguments arguments) {
            Argument<Long> count = arguments.count("-n, --count", "N", "how many processes");
            return (given, console) -> {
                console.text().println("n=" + given.get(count));
                return 0;
            };
        }

        @ParameterizedTest
        @ValueSource(strings = {"-n 4", "-n4", "--count=4", "-n 2 -n 4", "run -n 4"})
        void anOptionNeedsNoVerb(String line) {
            assertEquals(0, run(PROGRAM, line.split(" ")));
            assertEquals("n=4\n", out.getText());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "-n 4 -- true; a command needs the verb 'run': 'ipc-tree run -n N -- CMD'",
                    "--each; unknown option '--each': use 'ipc-tree each'",
                    "-n 4 --each -- true; unknown option '--each': use 'ipc-tree each'",
                    "parallel; unknown verb 'parallel': use 'ipc-tree each'",
                    "ech; unknown verb 'ech' (did you mean 'each'?): a command follows"
                            + " 'ipc-tree run -n N --'",
                    "zzz; unknown verb 'zzz': a command follows 'ipc-tree run -n N --'",
                })
        void aWrongFormIsToldTheRightOne(String line, String message) {
            assertRefused(PROGRAM, "ipc-tree", message, line.split(" "));
        }

        @Test
        void aVerbIsNeededOtherwise() {
            String message = "a verb is missing; only 'ipc-tree -n N' has none";
            assertRefused(PROGRAM, "ipc-tree", message);
        }

        @Test
        void helpShowsBothForms() {
            assertEquals(0, run(PROGRAM, "--help"));
            assertEquals(
                    """
                    Usage: ipc-tree VERB [OPTION]... [ARGUMENT]...
                           ipc-tree -n N [OPTION]...
                    Shows a tree.

                    Verbs:
                      -n N   The tree of the textbook
                      run    Run a command
                      each   Run a command for each record

                    'ipc-tree VERB --help' tells more; --version shows the version.
                    """,
                    out.getText());
            assertEquals(0, run(PROGRAM, "-n", "1", "--help"));
            assertTrue(out.getText().startsWith("Usage: ipc-tree -n N [OPTION]...\n"));
        }
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void aFailureIsOneLineAndItsCategorysCode(Category category) {
        String typed = category.name().toLowerCase().replace('_', '-');
        int code = run("fail", "--category", typed, "cannot do it");
        assertEquals(ExitCode.of(category).code(), code);
        assertEquals("before\n", out.getText());
        String expected =
                switch (category) {
                    case OUTPUT_CLOSED -> "";
                    case USAGE -> "ipc-sample fail: cannot do it; try 'ipc-sample fail --help'\n";
                    default -> "ipc-sample: cannot do it\n";
                };
        assertEquals(expected, err.getText());
    }

    @Test
    void anUnexpectedExceptionIsOneLine() {
        assertEquals(1, run("fail", "first\nsecond\u001b[31m"));
        assertEquals(
                "ipc-sample: internal error: java.lang.IllegalStateException:"
                        + " first\\nsecond\\x1b[31m (IPCKIT_DEBUG=1 shows where)\n",
                err.getText());
    }

    @Test
    void quietSilencesMessagesButNotErrors() {
        assertEquals(0, run("put", "jobs"));
        assertEquals("news\n", err.getText());
        assertEquals(0, run("put", "jobs", "-q"));
        assertEquals("", err.getText());
        assertEquals(69, run("fail", "--category=absent", "--quiet", "no"));
        assertEquals("ipc-sample: no\n", err.getText());
    }

    @Test
    void aReportThatCannotBeWrittenIsAFailure() {
        assertEquals(74, runOnFullStderr(console -> console.report("what the user asked for")));
        assertEquals(0, runOnFullStderr(console -> console.message("news")));
        assertEquals(0, runOnFullStderr(console -> console.error("a failure")));
    }

    private static int runOnFullStderr(Consumer<Console> action) {
        Verb verb =
                new Verb(
                        "tell",
                        "Tell something",
                        _ ->
                                (_, console) -> {
                                    action.accept(console);
                                    return ExitCode.OK.code();
                                });
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        return Runner.run(
                Program.of("ipc-sample", "Tells", List.of(verb)),
                new String[] {"tell"},
                Console.of(System.in, System.out, full));
    }

    @Test
    void debuggingShowsTheStackTrace() {
        environment.set("IPCKIT_DEBUG", "1");
        assertEquals(69, run("fail", "--category", "absent", "no such thing"));
        List<String> lines = err.getLines().toList();
        assertEquals("ipc-sample: no such thing", lines.getFirst());
        assertEquals("ipckit.common.IpcException: no such thing", lines.get(1));
        assertTrue(lines.get(2).contains("at ipckit.common.cli.Sample."), lines.get(2));
    }

    private void assertRefused(String message, String... words) {
        assertRefused(Sample.PROGRAM, "ipc-sample", message, words);
    }
}
