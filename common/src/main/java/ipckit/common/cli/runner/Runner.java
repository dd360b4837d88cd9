package ipckit.common.cli.runner;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.ArgumentParser;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
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
        if (args.length == 0) {
            if (program.isOfOne()) {
                return call(List.of());
            }
            throw usage("a verb is missing");
        }
        String first = args[0];
        switch (first) {
            case "-V", "--version" ->
                    console.text().println(program.name() + " " + program.version());
            case "-h", "--help", "help" -> {
                if (program.isOfOne()) {
                    return call(List.of(args));
                }
                help(args);
            }
            default -> {
                return call(List.of(args));
            }
        }
        return ExitCode.OK.code();
    }

    private int call(List<String> words) throws Exception {
        verb = find(words);
        Arguments arguments = new Arguments();
        Command command = verb.maker().apply(arguments);
        ParsedArguments given =
                new ArgumentParser(arguments).parse(words.subList(verb.words(), words.size()));
        if (given.has(arguments.help())) {
            HelpText.print(program, verb, arguments, console.text());
            return ExitCode.OK.code();
        }
        console.quiet(given.get(arguments.quiet()));
        return command.run(given, console);
    }

    /** {@code help} and {@code help VERB}, for those who try that first. */
    private void help(String[] args) {
        if (args.length == 1 || !args[0].equals("help")) {
            HelpText.print(program, console.text());
            return;
        }
        Verb asked = find(List.of(args).subList(1, args.length));
        Arguments arguments = new Arguments();
        asked.maker().apply(arguments);
        HelpText.print(program, asked, arguments, console.text());
    }

    private Verb find(List<String> words) {
        if (program.isOfOne()) {
            return program.verbs().getFirst();
        }
        String name = words.getFirst();
        List<String> names = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (Verb known : program.verbs()) {
            if (known.isMeantBy(words)) {
                return known;
            }
            if (known.shown()) {
                names.add(known.name());
                if (known.name().startsWith(name + " ")) {
                    second.add(known.name().substring(name.length() + 1));
                }
            }
        }
        if (!second.isEmpty()) {
            throw usage("after '" + name + "' comes one of: " + String.join(", ", second));
        }
        String what = name.startsWith("-") ? "unknown option '" : "unknown verb '";
        throw usage(what + name + "'" + Suggestion.among(names, name));
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

    private static IpcException usage(String message) {
        return new IpcException(Category.USAGE, message);
    }
}
