package ipckit.prodcons.demo;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.cli.value.Rate;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** {@code run}: shows the producer-consumer problem with real processes. */
public final class RunDemoCommand implements Command {
    private static final CountConverter PROCESSES = new CountConverter(1, 64);
    private static final CountConverter ITEMS = new CountConverter(1, 1_000_000);
    private static final CountConverter SLOTS = new CountConverter(2, 4096);
    private static final long DEFAULT_SLOTS = 8;
    private static final Rate DEFAULT_SPEED = new Rate(50, TimeUnit.SECONDS.toNanos(1));

    private final Class<?> main;
    private final Argument<Long> producers;
    private final Argument<Long> consumers;
    private final Argument<Long> items;
    private final Argument<Long> slots;
    private final Argument<Rate> speed;
    private final Argument<Boolean> trace;
    private final Argument<Boolean> step;
    private final Argument<Path> svg;
    private final Argument<Boolean> withoutLock;
    private final Argument<CrashPoint> crash;
    private final Argument<Boolean> json;

    /**
     * Declares the arguments of {@code run}.
     *
     * @param main the program's main class, with which the workers are started
     */
    public RunDemoCommand(Arguments arguments, Class<?> main) {
        this.main = main;
        producers =
                arguments
                        .option("--producers", "N", "number of producer processes", PROCESSES)
                        .orElse(2L);
        consumers =
                arguments.option(
                        "--consumers",
                        "N",
                        "number of consumer processes (default: 2; 1 without lock)",
                        PROCESSES);
        items = arguments.option("--items", "N", "number of items in all", ITEMS).orElse(20L);
        slots = arguments.option("--slots", "N", "BUFFER_SIZE (default: 8)", SLOTS);
        speed =
                arguments
                        .rate("--speed", "items that each process handles, on average")
                        .orElse(DEFAULT_SPEED);
        trace = arguments.flag("--trace", "print every step, with in and out");
        step = arguments.flag("--step", "as --trace, and wait for a key before each step");
        svg = arguments.path("--svg", "FILE", "draw the ring after each step into an SVG file");
        withoutLock =
                arguments.flag(
                        "--without-lock",
                        "show the classic mistake: several producers without a lock");
        crash =
                arguments
                        .option(
                                "--crash-at",
                                "STEP",
                                "kill a process at a step of the protocol: "
                                        + CrashPoint.occurring(),
                                CrashPoint.CrashPointConverter.ANY)
                        .examples(CrashPoint.occurring().split(" "));
        json = arguments.json();
        arguments.exclusive(withoutLock, crash);
        arguments.exclusive(step, json);
        arguments.mayExit(
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.DENIED,
                ExitCode.CANNOT_RUN,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        DemoPlan plan =
                new DemoPlan(
                        given.get(producers).intValue(),
                        given.find(consumers).orElse(given.get(withoutLock) ? 1L : 2L).intValue(),
                        given.get(items).intValue(),
                        slots(given),
                        given.get(speed).perNanos() / given.get(speed).count(),
                        given.get(trace) || given.get(step),
                        given.get(step),
                        given.find(svg).orElse(null),
                        given.get(withoutLock),
                        given.find(crash).orElse(null),
                        given.get(json));
        if (plan.svg() != null && plan.slots() > SvgRings.MAX_SLOTS) {
            throw new IpcException(
                    Category.USAGE, "--svg draws at most " + SvgRings.MAX_SLOTS + " slots");
        }
        return demonstrate(plan, console);
    }

    /**
     * Returns the number of slots in the buffer. The default is larger when two consumers are to be
     * killed one after the other. The second consumer must die while it recovers what the first
     * consumer left. In a small buffer, a producer that waits for room could do this recovery
     * instead.
     */
    private int slots(ParsedArguments given) {
        CrashPoint point = given.find(crash).orElse(null);
        long byDefault =
                point == null || point.deaths().size() == 1
                        ? DEFAULT_SLOTS
                        : Math.min(given.get(items) + 1, SLOTS.most());
        return given.find(slots).orElse(byDefault).intValue();
    }

    private int demonstrate(DemoPlan plan, Console console) {
        StepKeys keys = plan.step() ? new StepKeys(console) : null;
        DemoTrace steps = plan.trace() ? new DemoTrace(console, plan.json()) : null;
        SvgRings rings = plan.svg() == null ? null : new SvgRings(plan.svg(), plan);
        Demonstration.Outcome outcome;
        try (Demonstration demonstration =
                new Demonstration(plan, main, observer(steps, rings), keys)) {
            console.message("the buffer is called " + demonstration.buffer());
            if (steps != null) {
                steps.printLegend(plan);
            }
            if (keys != null) {
                console.message(StepKeys.LEGEND);
            }
            outcome = demonstration.run();
        }
        if (rings != null) {
            rings.write();
        }
        if (steps != null && !plan.json()) {
            console.text().println("");
        }
        DemoSummary summary = new DemoSummary(plan, outcome);
        summary.print(console);
        if (!summary.reachedCrashPoint()) {
            String step = CrashPoint.CrashPointConverter.ANY.show(plan.crash());
            throw new IpcException(
                    Category.FAILED, "no process was killed: step " + step + " was not reached");
        }
        return outcome.audit().isCorrect() ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    private static Consumer<TimelineEvent> observer(DemoTrace steps, SvgRings rings) {
        if (rings == null) {
            return steps == null ? null : steps::print;
        }
        return event -> {
            if (steps != null) {
                steps.print(event);
            }
            rings.add(event);
        };
    }
}
