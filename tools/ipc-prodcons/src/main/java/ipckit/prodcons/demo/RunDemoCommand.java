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

/** {@code run}: the producer-consumer problem, shown with real processes. */
public final class RunDemoCommand implements Command {
    private static final CountConverter PROCESSES = new CountConverter(1, 64);
    private static final CountConverter ITEMS = new CountConverter(1, 1_000_000);
    private static final CountConverter SLOTS = new CountConverter(2, 4096);
    private static final long USUAL_SLOTS = 8;
    private static final Rate USUAL_SPEED = new Rate(50, TimeUnit.SECONDS.toNanos(1));

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
     * @param main the class that the program begins with, to start it again for each process
     */
    public RunDemoCommand(Arguments arguments, Class<?> main) {
        this.main = main;
        producers =
                arguments.option("--producers", "N", "processes that put", PROCESSES).orElse(2L);
        consumers =
                arguments.option(
                        "--consumers",
                        "N",
                        "processes that take (default: 2; 1 without lock)",
                        PROCESSES);
        items = arguments.option("--items", "N", "how many in all", ITEMS).orElse(20L);
        slots = arguments.option("--slots", "N", "BUFFER_SIZE (default: 8)", SLOTS);
        speed =
                arguments
                        .rate("--speed", "items that each process works off, on average")
                        .orElse(USUAL_SPEED);
        trace = arguments.flag("--trace", "tell every step, with in and out");
        step = arguments.flag("--step", "as --trace, and go on only at a key");
        svg = arguments.path("--svg", "FILE", "draw the steps as pictures of the ring");
        withoutLock =
                arguments.flag("--without-lock", "the classic mistake: several producers, no lock");
        crash =
                arguments.option(
                        "--crash-at",
                        "STEP",
                        "kill a process at a step of the protocol: " + CrashPoint.occurring(),
                        CrashPoint.Typed.ANY);
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
        if (plan.svg() != null && plan.slots() > SvgRings.MOST_SLOTS) {
            throw new IpcException(
                    Category.USAGE, "--svg draws at most " + SvgRings.MOST_SLOTS + " slots");
        }
        return play(plan, console);
    }

    /**
     * Producers who wait for room repair, too. Where it matters who repairs they shall not wait,
     * unless the user wants a small buffer.
     */
    private int slots(ParsedArguments given) {
        CrashPoint point = given.find(crash).orElse(null);
        long usual =
                point == null || point.before() == null
                        ? USUAL_SLOTS
                        : Math.min(given.get(items) + 1, SLOTS.most());
        return given.find(slots).orElse(usual).intValue();
    }

    private int play(DemoPlan plan, Console console) {
        StepKeys keys = plan.step() ? new StepKeys(console) : null;
        DemoTrace told = plan.trace() ? new DemoTrace(console, plan.json()) : null;
        SvgRings drawn = plan.svg() == null ? null : new SvgRings(plan.svg(), plan);
        Demonstration.Outcome outcome;
        try (Demonstration demonstration =
                new Demonstration(plan, main, audience(told, drawn), keys)) {
            console.message("the buffer is called " + demonstration.buffer());
            if (told != null) {
                told.legend(plan);
            }
            if (keys != null) {
                console.message(StepKeys.LEGEND);
            }
            outcome = demonstration.run();
        }
        if (drawn != null) {
            drawn.write();
        }
        if (told != null && !plan.json()) {
            console.text().println("");
        }
        DemoSummary summary = new DemoSummary(plan, outcome);
        summary.print(console);
        if (!summary.hasCrashed()) {
            throw new IpcException(
                    Category.FAILED,
                    "nobody died: step "
                            + CrashPoint.Typed.ANY.show(plan.crash())
                            + " was not reached by who was to die there");
        }
        return outcome.verdict().isRight() ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    private static Consumer<TimelineEvent> audience(DemoTrace told, SvgRings drawn) {
        if (told == null && drawn == null) {
            return null;
        }
        return moment -> {
            if (told != null) {
                told.tell(moment);
            }
            if (drawn != null) {
                drawn.add(moment);
            }
        };
    }
}
