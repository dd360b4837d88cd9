package ipckit.common.cli;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.runner.VerbGroup;
import ipckit.common.cli.value.Rate;
import ipckit.common.cli.value.TextConverter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A sample program for the tests. The tests of real standard streams run {@link #main} in a
 * separate process.
 */
public final class Sample {
    public static final Program PROGRAM =
            Program.of(
                    "ipc-sample",
                    "Shows what a program is",
                    List.of(
                            new Verb("put", "Put 100% of the items into a buffer", Sample::put),
                            new Verb("run", "Run a command", Sample::run),
                            new Verb("peek", "Look at an item", Sample::peek),
                            new Verb("cell add", "Add to a cell", Sample::sum),
                            new Verb("cell show all", "Show cells", Sample::sum),
                            new Verb("purge", "Delete everything", Sample::peek).destructive(),
                            new Verb("ls", "List everything", Sample::peek),
                            new Verb("fail", "Fail in a given way", Sample::fail),
                            new Verb("flood", "Print more than a pipe holds", Sample::flood)),
                    new VerbGroup(
                            "alarm",
                            "Control alarms",
                            () ->
                                    List.of(
                                            new Verb("alarm ls", "List the alarms", Sample::peek),
                                            new Verb("alarm stop", "Stop alarms", Sample::peek)),
                            Optional.of("--timeout")),
                    new VerbGroup(
                            "clock",
                            "Show clocks",
                            () -> List.of(new Verb("clock ls", "List the clocks", Sample::peek))));

    private Sample() {}

    public static void main(String[] args) {
        System.exit(Runner.run(PROGRAM, args));
    }

    enum OnFull {
        BLOCK,
        DROP_NEW,
        DROP_OLD
    }

    /** Declares a command whose operands are numbers, including negative ones. */
    private static Command sum(Arguments arguments) {
        Argument<List<String>> numbers = arguments.operands("N", "what to add", 1);
        return (given, console) -> {
            console.text().println(String.join(" ", given.get(numbers)));
            return ExitCode.OK.code();
        };
    }

    /** Declares a command with every kind of argument. */
    private static Command put(Arguments arguments) {
        Argument<String> name = arguments.operand("NAME", "the buffer");
        Argument<List<Path>> files = arguments.files("what to put");
        Argument<OnFull> onFull =
                arguments
                        .choice("--on-full", OnFull.values(), "what to do at 100%")
                        .orElse(OnFull.BLOCK);
        Argument<Duration> timeout = arguments.duration("-t, --timeout", "give up after so long");
        Argument<Boolean> noWait = arguments.flag("--no-wait", "never wait");
        arguments.exclusive(timeout, noWait);
        arguments.flag("--bell", "ring a bell").hideInHelp();
        Argument<Long> slots = arguments.count("-n, --slots", "N", "one item a slot");
        Argument<Long> bytes = arguments.size("--bytes", "data area").orElse(1L << 20);
        Argument<Integer> mode = arguments.mode("--mode", "permissions");
        arguments.needs(mode, slots);
        Argument<Rate> rate = arguments.rate("--rate", "the most items per span");
        Argument<List<String>> headers =
                arguments.options("-H, --header", "TEXT", "may be repeated", TextConverter.ANY);
        arguments.mayExit(ExitCode.TIMED_OUT, ExitCode.UNAVAILABLE);
        return (given, console) -> {
            console.message("news");
            TextOutput out = console.text();
            out.println("name=" + given.get(name)).println("files=" + given.get(files));
            out.println("on-full=" + given.get(onFull)).println("bytes=" + given.get(bytes));
            out.println("no-wait=" + given.get(noWait)).println("headers=" + given.get(headers));
            given.find(timeout).ifPresent(value -> out.println("timeout=" + value));
            given.find(slots).ifPresent(value -> out.println("slots=" + value));
            given.find(mode).ifPresent(value -> out.println("mode=" + value));
            given.find(rate).ifPresent(value -> out.println("rate=" + value.count()));
            return ExitCode.OK.code();
        };
    }

    private static Command run(Arguments arguments) {
        Argument<String> name = arguments.operand("NAME", "the buffer").orElse("none");
        Argument<List<String>> command = arguments.command("runs with its 5% of the items", true);
        return (given, console) -> {
            console.text().println(given.get(name) + " " + given.get(command));
            return 42;
        };
    }

    private static Command peek(Arguments arguments) {
        Argument<List<String>> names = arguments.operands("NAME", "the buffers", 2);
        arguments.oneOf(
                arguments.flag("--first", "the oldest"), arguments.flag("--last", "the newest"));
        Argument<Boolean> json = arguments.json();
        return (given, console) -> {
            if (given.get(json)) {
                console.json().object().field("names", given.get(names).size()).end().endLine();
            }
            return ExitCode.FAILED.code();
        };
    }

    private static Command fail(Arguments arguments) {
        Argument<Category> category =
                arguments.choice("--category", Category.values(), "of the failure");
        Argument<String> message = arguments.operand("MESSAGE", "of the failure").orElse("cannot");
        return (given, console) -> {
            console.text().println("before");
            if (given.has(category)) {
                throw new IpcException(given.get(category), given.get(message));
            }
            throw new IllegalStateException(given.get(message));
        };
    }

    private static Command flood(Arguments arguments) {
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
        return (_, console) -> {
            for (int i = 0; i < 1_000_000; i++) {
                console.text().println("line " + i);
            }
            return ExitCode.OK.code();
        };
    }
}
