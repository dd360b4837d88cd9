package ipckit.chain;

import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.Progress;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A supervised pipeline: this process is the parent of all stages, and waits for each. */
final class Pipeline {
    /**
     * What a user has asked for.
     *
     * @param stages the commands
     * @param via what joins them
     * @param restarts how often each may be started anew after a crash
     * @param grace how long they may take to end when they are told to
     * @param exit whose status is that of the whole
     * @param statistics whether a table is printed at the end
     * @param figures where the same goes for programs
     */
    record Plan(
            List<Stage> stages,
            Via via,
            Optional<Long> restarts,
            Duration grace,
            ExitRule exit,
            boolean statistics,
            Optional<Path> figures) {
        boolean counts() {
            return statistics || figures.isPresent();
        }
    }

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final Supplier<NamedPipes> named;
    private final Fates fates;
    private final List<Figures> figures = new ArrayList<>();
    private final List<ChildProcess> children = new ArrayList<>();

    private Pipeline(Plan plan, Console console, ProcessTree tree, Supplier<NamedPipes> named) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.named = named;
        this.fates = new Fates(plan.stages.stream().map(Stage::title).toList(), tree, console);
        plan.stages.forEach(_ -> figures.add(new Figures()));
    }

    /**
     * Runs it.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN of any of its commands, before any is started;
     *     NO_PROCESS
     */
    static int run(Plan plan, Console console) {
        plan.figures.ifPresent(Statistics::empty);
        plan.stages.forEach(stage -> UserCommand.check(stage.words().getFirst()));
        try (ProcessTree tree = new ProcessTree(plan.grace)) {
            if (plan.via != Via.FIFO) {
                return new Pipeline(plan, console, tree, null).run();
            }
            try (NamedPipes pipes = new NamedPipes(plan.stages.size() - 1)) {
                return new Pipeline(plan, console, tree, () -> pipes).run();
            }
        }
    }

    private int run() {
        Statistics statistics = new Statistics(plan.stages, figures);
        OutputSink output = null;
        try (Progress _ = plan.statistics ? console.progress(statistics::line) : null) {
            try {
                if (plan.restarts.isPresent()) {
                    output = startFilters();
                } else {
                    start();
                }
            } catch (IpcException e) {
                tree.end();
                throw e;
            }
            fates.await();
        }
        if (plan.statistics) {
            statistics.print();
        }
        plan.figures.ifPresent(statistics::write);
        if (output != null && output.failure() != null) {
            throw output.failure();
        }
        return fates.status(plan.exit);
    }

    /** Stages that are joined for good. */
    private void start() {
        Joint before = null;
        List<Joint> joints = new ArrayList<>();
        for (Stage stage : plan.stages) {
            ProcessLaunch launch = launch(stage);
            if (before != null) {
                before.to(launch);
            }
            Joint behind = stage.i() == plan.stages.size() ? null : joint(stage.i());
            if (behind != null) {
                behind.from(launch);
            }
            children.add(launch.start());
            figures.get(stage.i() - 1).began(children.getLast().pid());
            if (before != null) {
                before.begin();
            }
            before = behind;
        }
        for (Stage stage : plan.stages) {
            watch(stage, children.get(stage.i() - 1));
        }
    }

    private ProcessLaunch launch(Stage stage) {
        ProcessLaunch launch =
                plan.via == Via.FIFO
                        ? named.get().launch(stage, tree)
                        : tree.launch(OwnCommandLine.bytesOf(stage.words()));
        return launch.with("IPC_INDEX", Integer.toString(stage.i()))
                .with("IPC_COUNT", Integer.toString(plan.stages.size()));
    }

    /** What is behind a stage; null if that opens it itself. */
    private Joint joint(int i) {
        Figures left = figures.get(i - 1);
        Figures right = figures.get(i);
        return switch (plan.via) {
            case FIFO -> null;
            case RING ->
                    new Joint.Buffered(Pipe.make(), Pipe.make(), new Window(false), left, right);
            case PIPE ->
                    plan.counts()
                            ? new Joint.Pumped(Pipe.make(), Pipe.make(), left, right)
                            : new Joint.Direct(Pipe.make());
        };
    }

    private void watch(Stage stage, ChildProcess child) {
        Threads.start(
                () -> {
                    ExitResult ended = child.await();
                    figures.get(stage.i() - 1).ended(ended);
                    fates.ended(stage.i(), ended);
                });
    }

    /** Stages that survive crashes: all but the first, whose input is not ours to give again. */
    private OutputSink startFilters() {
        OutputSink output = new OutputSink(console);
        Sink behind = output;
        for (int i = plan.stages.size(); i > 1; i--) {
            Stage stage = plan.stages.get(i - 1);
            Window window = new Window(true);
            Figures of = figures.get(i - 1);
            of.countsIn();
            of.countsOut();
            Threads.start(
                    new Filter(
                            stage,
                            () -> launch(stage),
                            window,
                            behind,
                            of,
                            fates,
                            plan.restarts.get(),
                            this::tell));
            behind = window;
        }
        Stage first = plan.stages.getFirst();
        Pipe pipe = Pipe.make();
        ChildProcess child = launch(first).writing(pipe).start();
        figures.getFirst().began(child.pid());
        pipe.closeIn();
        Threads.start(new Collector(pipe, behind, figures.getFirst()));
        watch(first, child);
        return output;
    }

    private void tell(Stage stage, ExitResult ended, long item) {
        console.message(
                "ipc-chain: "
                        + stage.title()
                        + ": "
                        + ended.text()
                        + "; restarted, from item "
                        + item);
    }
}
