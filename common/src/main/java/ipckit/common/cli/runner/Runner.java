package ipckit.common.cli.runner;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * From {@code argv} to an exit code: finds the verb, parses, runs it, flushes, and tells a failure
 * in one line. Never exits itself; a program's {@code main} is
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     System.exit(Runner.run(PROGRAM, args));
 * }
 * }</pre>
 *
 * <p>Whatever the command has printed is written out before the error line. The first failure
 * decides the code. A closed standard output says nothing, as if SIGPIPE had ended the process.
 * With {@code IPCKIT_DEBUG=1} in the environment each failure is followed by its stack trace.
 */
public final class Runner {
    private static final long ON_ITS_WAY_NANOS = 150_000_000;

    private final Program program;
    private final Console console;
    private Verb verb;

    private Runner(Program program, Console console) {
        this.program = program;
        this.console = console;
    }

    /** Runs with the streams of this process. */
    public static int run(Program program, String[] args) {
        return run(program, args, Console.ofProcess());
    }

    /** Runs with the given streams. */
    public static int run(Program program, String[] args, Console console) {
        Runner runner = new Runner(program, console);
        try {
            int code = runner.dispatch(args);
            console.flush();
            return code;
        } catch (Throwable thrown) {
            return runner.report(thrown);
        }
    }

    private int dispatch(String[] args) throws Exception {
        List<String> words = List.of(args);
        String first = words.isEmpty() ? "" : words.getFirst();
        switch (first) {
            case "-V", "--version" -> {
                console.text().println(program.name() + " " + Program.version());
                return ExitCode.OK.code();
            }
            case "-h", "--help", "help" -> {
                if (program.isOfOne()) {
                    return call(program.textbook().get(), words);
                }
                help(words);
                return ExitCode.OK.code();
            }
            default -> {
                Verb called = new VerbLookup(program).find(words);
                return call(called, words.subList(called.words(), words.size()));
            }
        }
    }

    private int call(Verb called, List<String> words) throws Exception {
        verb = called;
        Arguments arguments = new Arguments();
        Command command = verb.maker().apply(arguments);
        ParsedArguments given = arguments.parse(words);
        if (given.isHelpWanted()) {
            printHelp(verb, arguments);
            return ExitCode.OK.code();
        }
        console.quiet(given.isQuiet());
        return command.run(given, console);
    }

    /** Prints the help of the program, or of the verb after the word {@code help}. */
    private void help(List<String> words) {
        if (words.size() == 1 || !words.getFirst().equals("help")) {
            ProgramHelp.print(program, console.text());
            return;
        }
        Verb asked = new VerbLookup(program).find(words.subList(1, words.size()));
        Arguments arguments = new Arguments();
        asked.maker().apply(arguments);
        printHelp(asked, arguments);
    }

    private void printHelp(Verb asked, Arguments arguments) {
        console.text().print(arguments.helpPage(program.synopsis(asked), asked.purpose()));
        if (program.isOfOne()) {
            console.text().println("").println("--version shows the version.");
        }
    }

    private int report(Throwable thrown) {
        FailureReport failure = FailureReport.of(thrown);
        flushAfterFailure();
        if (failure.code() == ExitCode.USAGE) {
            String who = verb == null ? program.name() : program.called(verb);
            console.error(who + ": " + failure.message() + "; try '" + who + " --help'");
        } else if (failure.code() == ExitCode.OUTPUT_CLOSED) {
            letSignalBeFirst();
        } else {
            console.error(program.name() + ": " + failure.message());
        }
        if ("1".equals(System.getenv("IPCKIT_DEBUG"))) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            trace.toString().lines().forEach(console::error);
        }
        return failure.code().code();
    }

    /**
     * Ctrl-C ends the reader of our output, too, and perhaps before we see our own signal. We are
     * to die by that then: of a pipeline that ends otherwise bash does not learn that its loop is
     * to end.
     */
    private void letSignalBeFirst() {
        if (console.isTerminal(Console.Stream.IN) || console.isTerminal(Console.Stream.ERR)) {
            LockSupport.parkNanos(ON_ITS_WAY_NANOS);
        }
    }

    private void flushAfterFailure() {
        try {
            console.flush();
        } catch (IpcException e) {
            // The failure that is being told came first.
        }
    }
}
