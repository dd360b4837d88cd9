package ipckit.common.cli;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.cli.value.Rate;
import ipckit.common.cli.value.TextConverter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program for tests. Tests of standard streams run {@link #main} in a separate process. */
public final class Sample {
    public static final Program PROGRAM =
            Program.of(
                    "ipc-sample",
                    "Shows what a program is",
                    List.of(
                            new Verb("put", "Put 100% of the items into a buffer", Put::new),
                            new Verb("run", "Run a command", Run::new),
                            new Verb("peek", "Look at an item", Peek::new),
                            new Verb("cell add", "Add to a cell", Sum::new),
                            new Verb("cell show all", "Show cells", Sum::new),
                            new Verb("purge", "Delete everything", Peek::new).destructive(),
                            new Verb("ls", "List everything", Peek::new),
                            new Verb("fail", "Fail in a given way", Fail::new),
                            new Verb("flood", "Print more than a pipe holds", Flood::new)));

    private Sample() {}

    public static void main(String[] args) {
        System.exit(Runner.run(PROGRAM, args));
    }

    enum OnFull {
        BLOCK,
        DROP_NEW,
        DROP_OLD
    }

    /** A command whose operands are numbers, including negative ones. */
    private static final class Sum implements Command {
        private final Argument<List<String>> numbers;

        Sum(Arguments arguments) {
            numbers = arguments.operands("N", "what to add", 1);
        }

        @Override
        public int run(ParsedArguments given, Console console) {
            console.text().println(String.join(" ", given.get(numbers)));
            return ExitCode.OK.code();
        }
    }

    /** A command with every kind of argument. */
    private static final class Put implements Command {
        private final Argument<String> name;
        private final Argument<List<Path>> files;
        private final Argument<OnFull> onFull;
        private final Argument<Duration> timeout;
        private final Argument<Boolean> noWait;
        private final Argument<Long> slots;
        private final Argument<Long> bytes;
        private final Argument<Integer> mode;
        private final Argument<Rate> rate;
        private final Argument<List<String>> headers;

        Put(Arguments arguments) {
            name = arguments.operand("NAME", "the buffer");
            files = arguments.files("what to put");
            onFull =
                    arguments
                            .choice("--on-full", OnFull.values(), "what to do at 100%")
                            .orElse(OnFull.BLOCK);
            timeout = arguments.duration("-t, --timeout", "give up after so long");
            noWait = arguments.flag("--no-wait", "never wait");
            arguments.exclusive(timeout, noWait);
            slots = arguments.count("-n, --slots", "N", "one item a slot");
            bytes = arguments.size("--bytes", "data area").orElse(1L << 20);
            mode = arguments.mode("--mode", "permissions");
            arguments.needs(mode, slots);
            rate = arguments.rate("--rate", "the most items per span");
            headers =
                    arguments.options("-H, --header", "TEXT", "may be repeated", TextConverter.ANY);
            arguments.mayExit(ExitCode.TIMED_OUT, ExitCode.UNAVAILABLE);
        }

        @Override
        public int run(ParsedArguments given, Console console) {
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
        }
    }

    private static final class Run implements Command {
        private final Argument<String> name;
        private final Argument<List<String>> command;

        Run(Arguments arguments) {
            name = arguments.operand("NAME", "the buffer").orElse("none");
            command = arguments.command("runs with its 5% of the items", true);
        }

        @Override
        public int run(ParsedArguments given, Console console) {
            console.text().println(given.get(name) + " " + given.get(command));
            return 42;
        }
    }

    private static final class Peek implements Command {
        private final Argument<List<String>> names;
        private final Argument<Boolean> first;
        private final Argument<Boolean> last;
        private final Argument<Boolean> json;

        Peek(Arguments arguments) {
            names = arguments.operands("NAME", "the buffers", 2);
            first = arguments.flag("--first", "the oldest");
            last = arguments.flag("--last", "the newest");
            arguments.oneOf(first, last);
            json = arguments.json();
        }

        @Override
        public int run(ParsedArguments given, Console console) {
            if (given.get(json)) {
                console.json().object().field("names", given.get(names).size()).end().endLine();
            }
            return ExitCode.FAILED.code();
        }
    }

    private static final class Fail implements Command {
        private final Argument<Category> category;
        private final Argument<String> message;

        Fail(Arguments arguments) {
            category = arguments.choice("--category", Category.values(), "of the failure");
            message = arguments.operand("MESSAGE", "of the failure").orElse("cannot");
        }

        @Override
        public int run(ParsedArguments given, Console console) {
            console.text().println("before");
            if (given.has(category)) {
                throw new IpcException(given.get(category), given.get(message));
            }
            throw new IllegalStateException(given.get(message));
        }
    }

    private static final class Flood implements Command {
        Flood(Arguments arguments) {
            arguments.mayExit(ExitCode.OUTPUT_CLOSED);
        }

        @Override
        public int run(ParsedArguments given, Console console) {
            for (int i = 0; i < 1_000_000; i++) {
                console.text().println("line " + i);
            }
            return ExitCode.OK.code();
        }
    }
}
