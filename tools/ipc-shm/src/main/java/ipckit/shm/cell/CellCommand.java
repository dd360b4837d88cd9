package ipckit.shm.cell;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.SizeConverter;
import ipckit.shm.content.SegmentTransfer;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentErrors;
import ipckit.shm.scheme.User;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/** {@code cell …}: reads, changes and waits for an integer in a segment, atomically. */
public final class CellCommand implements Command {
    private static final ExitCode[] CODES = {
        ExitCode.UNUSABLE, ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED
    };

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Argument<String> name;
    private final Argument<Long> offset;
    private final Argument<CellType> type;
    private final Segment.Access access;
    private final User.Role role;
    private final Deed deed;
    private final TraceOption tracing;

    /** What is done with the cell; it returns the exit code. */
    private interface Deed {
        int apply(CellType type, ParsedArguments given, Console console, Use use)
                throws IOException;
    }

    /** The cell, opened once the words around it are known to make sense. */
    private interface Use {
        int with(Action action) throws IOException;
    }

    /** What is done with an open cell. */
    private interface Action {
        int apply(Cell cell, AttachedSegment segment);
    }

    private CellCommand(
            Arguments arguments,
            Segment.Access access,
            User.Role role,
            Function<Arguments, Deed> operands) {
        this.access = access;
        this.role = role;
        name = arguments.operand("NAME", "the segment");
        offset = arguments.operand("OFFSET", "where the cell is", SizeConverter.FROM_ZERO);
        deed = operands.apply(arguments);
        type =
                arguments
                        .choice("--type", CellType.values(), "what the cell holds")
                        .orElse(CellType.I64);
        tracing = new TraceOption(arguments);
        arguments.mayExit(CODES);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        CellType cellType = given.get(type);
        Segment segment = tracing.segments(given, console).named(given.get(name));
        long at = given.get(offset);
        return deed.apply(cellType, given, console, action -> use(segment, at, cellType, action));
    }

    private int use(Segment segment, long at, CellType cellType, Action action) throws IOException {
        try (AttachedSegment attached = segment.attach(access, role)) {
            return SegmentTransfer.watched(
                    attached, () -> action.apply(new Cell(attached, cellType, at), attached));
        }
    }

    public static Command get(Arguments arguments) {
        return new CellCommand(
                arguments,
                Segment.Access.READ,
                User.Role.ACCESS,
                _ ->
                        (type, given, console, use) ->
                                use.with(
                                        (cell, _) -> {
                                            long value = cell.get();
                                            cell.tell("cell is " + type.show(value));
                                            return print(console, type, value);
                                        }));
    }

    public static Command set(Arguments arguments) {
        return new CellCommand(
                arguments,
                Segment.Access.WRITE,
                User.Role.ACCESS,
                declared -> {
                    Argument<String> value = declared.operand("VALUE", "what it is to hold");
                    return (type, given, console, use) -> {
                        long wanted = type.parse(given.get(value));
                        return use.with(
                                (cell, _) -> {
                                    cell.set(wanted);
                                    cell.tell("cell set to " + type.show(wanted));
                                    return ExitCode.OK.code();
                                });
                    };
                });
    }

    public static Command add(Arguments arguments) {
        return new CellCommand(
                arguments,
                Segment.Access.WRITE,
                User.Role.ACCESS,
                declared -> {
                    Argument<String> difference =
                            declared.operand("N", "what is added").orElse("1");
                    Argument<Long> times =
                            declared.count("--times", "N", "so many times, one after the other")
                                    .orElse(1L);
                    return (type, given, console, use) -> {
                        long each = type.parseDifference(given.get(difference));
                        return use.with(
                                (cell, _) -> {
                                    long sum = cell.add(each, given.get(times));
                                    cell.tell("cell added to, is " + type.show(sum));
                                    return print(console, type, sum);
                                });
                    };
                });
    }

    public static Command bench(Arguments arguments) {
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
        return new CellCommand(
                arguments,
                Segment.Access.WRITE,
                User.Role.ACCESS,
                declared -> {
                    Argument<Duration> time =
                            declared.duration("--time", "for how long").orElse(A_SECOND);
                    Argument<Boolean> wake =
                            declared.flag(
                                    "--wake",
                                    "two processes hand a number to and fro, and sleep meanwhile;"
                                            + " prints how often they do");
                    return (type, given, console, use) ->
                            use.with(
                                    (cell, segment) -> {
                                        long nanos = given.get(time).toNanos();
                                        CellBenchmark bench = new CellBenchmark(cell, nanos);
                                        long rate =
                                                given.get(wake)
                                                        ? bench.roundTrips(
                                                                type,
                                                                cell.words(CellBenchmark.ECHO))
                                                        : bench.additions();
                                        cell.tell("cell added to, is " + type.show(cell.get()));
                                        console.text().println(Long.toString(rate));
                                        return ExitCode.OK.code();
                                    });
                });
    }

    /** The process that answers a bench of wakes. */
    public static Command echo(Arguments arguments) {
        return new CellCommand(
                arguments,
                Segment.Access.WRITE,
                User.Role.WAIT,
                _ ->
                        (type, _, _, use) ->
                                use.with(
                                        (cell, _) -> {
                                            new CellBenchmark(cell, 0).echo(type);
                                            return ExitCode.OK.code();
                                        }));
    }

    public static Command cas(Arguments arguments) {
        return new CellCommand(
                arguments,
                Segment.Access.WRITE,
                User.Role.ACCESS,
                declared -> {
                    Argument<String> expected = declared.operand("EXPECTED", "what it must hold");
                    Argument<String> value = declared.operand("VALUE", "what it is to hold then");
                    return (type, given, console, use) -> {
                        long from = type.parse(given.get(expected));
                        long to = type.parse(given.get(value));
                        return use.with(
                                (cell, _) -> {
                                    boolean done = cell.compareAndSet(from, to);
                                    cell.tell(
                                            done ? "cell swapped" : "cell is another, not swapped");
                                    return (done ? ExitCode.OK : ExitCode.FAILED).code();
                                });
                    };
                });
    }

    public static Command await(Arguments arguments) {
        arguments.mayExit(ExitCode.WOULD_BLOCK, ExitCode.TIMED_OUT);
        return new CellCommand(
                arguments,
                Segment.Access.READ,
                User.Role.WAIT,
                declared -> {
                    Argument<String> until =
                            declared.text("--until", "CONDITION", "such as '>= 3' (required)");
                    declared.oneOf(until);
                    WaitOptions patience = new WaitOptions(declared);
                    return (type, given, console, use) -> {
                        CellCondition wanted = CellCondition.parse(given.get(until), type);
                        WaitOptions.Limit limit = patience.of(given);
                        return use.with((cell, segment) -> wait(cell, segment, wanted, limit));
                    };
                });
    }

    private static int wait(
            Cell cell, AttachedSegment segment, CellCondition wanted, WaitOptions.Limit limit) {
        Deadline deadline = limit.next();
        cell.tell("cell awaited to become " + wanted);
        if (!cell.await(wanted, deadline, () -> checkNotRemoved(segment))) {
            throw new IpcException(
                    limit.timed() ? Category.TIMED_OUT : Category.WOULD_BLOCK,
                    "the cell has not become " + wanted);
        }
        cell.tell("cell has become " + wanted);
        return ExitCode.OK.code();
    }

    private static void checkNotRemoved(AttachedSegment segment) {
        try {
            segment.checkNotRemoved();
        } catch (IpcException e) {
            throw SegmentErrors.of(segment.name(), e);
        }
    }

    private static int print(Console console, CellType type, long value) {
        console.text().println(type.show(value));
        return ExitCode.OK.code();
    }
}
