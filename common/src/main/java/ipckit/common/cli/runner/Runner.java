package ipckit.common.cli.runner;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;

import java.util.List;

/**
 * Runs a command line: finds the verb (the subcommand), parses the words after the verb, runs the
 * {@link Command} of the verb, flushes the output, and reports a failure in one line. The runner
 * returns the exit code, and {@code main} exits with that code:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Shutdown.exit(Runner.run(PROGRAM, args));
 * }
 * }</pre>
 *
 * <p>The output of the verb is written before the error line. If the verb fails, and afterwards its
 * output cannot be written, the failure of the verb decides the exit code. If the reader of
 * standard output has closed it, the exit code reports this, but no error line is printed. A
 * process that is ended by SIGPIPE prints no error line either. With {@code IPCKIT_DEBUG=1} in the
 * environment, a stack trace follows the error line.
 */
public final class Runner {
    private final Program program;
    private final Console console;
    private Verb verb;

    /** The group of verbs that the command line names; null if there is none. */
    private VerbGroup group;

    private Runner(Program program, Console console) {
        this.program = program;
        this.console = console;
    }

    /**
     * Installs a handler for uncaught exceptions in any thread. The handler prints one error line,
     * and ends this process with an exit code. By default, the JVM would print a stack trace and
     * end only the thread, and the rest of this process might wait for that thread for ever.
     */
    public static void reportUncaught(Program program) {
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailure(program));
    }

    /**
     * Reports an uncaught exception and ends this process. A lambda instead of this class would
     * slow down the start of every program.
     */
    private record UncaughtFailure(Program program) implements Thread.UncaughtExceptionHandler {
        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {
            int code = ExitCode.FAILED.code();
            try {
                code = new Runner(program, Console.ofProcess()).report(thrown);
            } finally {
                // This call also ends the process if report() has thrown an exception, for example
                // for lack of memory.
                Runtime.getRuntime().halt(code);
            }
        }
    }

    /** Runs a command line with the standard streams of this process, and returns the exit code. */
    public static int run(Program program, String[] args) {
        return run(program, args, Console.ofProcess());
    }

    /**
     * Runs a command line with the streams of a console.
     *
     * @return the exit code
     */
    public static int run(Program program, String[] args, Console console) {
        Runner runner = new Runner(program, console);
        try {
            return runner.finished(runner.dispatch(args));
        } catch (Throwable thrown) {
            return runner.report(thrown);
        }
    }

    /**
     * Runs an action instead of a verb, with the standard streams of this process. The output is
     * flushed, and a failure is reported, as for a verb.
     *
     * @param program the program whose name begins the error line
     * @param action prints to the console and returns the exit code
     * @return the exit code
     */
    public static int run(Program program, Action action) {
        Runner runner = new Runner(program, Console.ofProcess());
        try {
            return runner.finished(action.run(runner.console));
        } catch (Throwable thrown) {
            return runner.report(thrown);
        }
    }

    /** The work of a program that has no verbs. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does the work on the calling thread and returns the exit code.
         *
         * @throws Exception if the work fails; see {@link Command#run}
         */
        int run(Console console) throws Exception;
    }

    private int finished(int code) {
        console.flush();
        if (code == ExitCode.OK.code()) {
            console.checkReports();
        }
        return code;
    }

    private int dispatch(String[] args) throws Exception {
        List<String> words = List.of(args);
        String first = words.isEmpty() ? "" : words.getFirst();
        switch (first) {
            case "-V", "--version" ->
                    console.text().println(program.name() + " " + Program.version());
            case "-h", "--help", "help" -> help(words);
            default -> {
                group = program.group(first);
                if (group != null && words.size() > 1 && isHelp(words.get(1))) {
                    ProgramHelp.print(group, program, console.text());
                    break;
                }
                Verb called = new VerbLookup(program).find(words);
                return call(called, words.subList(called.words(), words.size()));
            }
        }
        return ExitCode.OK.code();
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

    private static boolean isHelp(String word) {
        return word.equals("-h") || word.equals("--help");
    }

    /**
     * Prints the help of the verb, or of the group of verbs, that follows the word {@code help}. If
     * nothing follows, prints the help of the program.
     */
    private void help(List<String> words) {
        if (words.size() == 1 || !words.getFirst().equals("help")) {
            ProgramHelp.print(program, console.text());
            return;
        }
        VerbGroup shown = words.size() == 2 ? program.group(words.getLast()) : null;
        if (shown != null) {
            ProgramHelp.print(shown, program, console.text());
            return;
        }
        Verb asked = new VerbLookup(program).find(words.subList(1, words.size()));
        Arguments arguments = new Arguments();
        asked.maker().apply(arguments);
        printHelp(asked, arguments);
    }

    private void printHelp(Verb asked, Arguments arguments) {
        console.text().print(arguments.helpPage(program.synopsis(asked), asked.purpose()));
    }

    private int report(Throwable thrown) {
        FailureReport failure = FailureReport.of(thrown);
        flushAfterFailure();
        if (failure.code() == ExitCode.USAGE) {
            String who = verb == null ? program.name() : program.called(verb);
            String page = verb == null && group != null ? who + " " + group.name() : who;
            console.error(who + ": " + failure.message() + "; try '" + page + " --help'");
        } else if (failure.code() != ExitCode.OUTPUT_CLOSED) {
            console.error(program.name() + ": " + failure.message());
        }
        FailureReport.trace(thrown, console);
        return failure.code().code();
    }

    private void flushAfterFailure() {
        try {
            console.flush();
        } catch (IpcException e) {
            // An earlier failure decides the exit code, so the failure to flush is not reported.
        }
    }
}
