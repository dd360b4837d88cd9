package ipckit.chain.pipeline;

import ipckit.chain.supervision.ChainExitRule;
import ipckit.chain.supervision.DaemonThreads;
import ipckit.chain.supervision.StageOutcomes;
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
public final class Pipeline {
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
    public record Plan(
            List<PipelineStage> stages,
            ConnectionKind via,
            Optional<Long> restarts,
            Duration grace,
            ChainExitRule exit,
            boolean statistics,
            Optional<Path> figures) {
        boolean counts() {
            return statistics || figures.isPresent();
        }
    }

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final Supplier<NamedPipeDirectory> named;
    private final StageOutcomes outcomes;
    private final List<StageMetrics> figures = new ArrayList<>();
    private final List<ChildProcess> children = new ArrayList<>();

    private Pipeline(
            Plan plan, Console console, ProcessTree tree, Supplier<NamedPipeDirectory> named) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.named = named;
        this.outcomes =
                new StageOutcomes(
                        plan.stages.stream().map(PipelineStage::title).toList(), tree, console);
        plan.stages.forEach(_ -> figures.add(new StageMetrics()));
    }

    /**
     * Runs it.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN of any of its commands, before any is started;
     *     NO_PROCESS
     */
    public static int run(Plan plan, Console console) {
        plan.figures.ifPresent(PipelineStatistics::empty);
        plan.stages.forEach(stage -> UserCommand.check(stage.words().getFirst()));
        try (ProcessTree tree = new ProcessTree(plan.grace)) {
            if (plan.via != ConnectionKind.FIFO) {
                return new Pipeline(plan, console, tree, null).run();
            }
            try (NamedPipeDirectory pipes = new NamedPipeDirectory(plan.stages.size() - 1)) {
                return new Pipeline(plan, console, tree, () -> pipes).run();
            }
        }
    }

    private int run() {
        PipelineStatistics statistics = new PipelineStatistics(plan.stages, figures);
        StandardOutputSink output = null;
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
            outcomes.await();
        }
        if (plan.statistics) {
            statistics.print();
        }
        plan.figures.ifPresent(statistics::write);
        if (output != null && output.failure() != null) {
            throw output.failure();
        }
        return outcomes.status(plan.exit);
    }

    /** Stages that are joined for good. */
    private void start() {
        Connection before = null;
        List<Connection> joints = new ArrayList<>();
        for (PipelineStage stage : plan.stages) {
            ProcessLaunch launch = launch(stage);
            if (before != null) {
                before.to(launch);
            }
            Connection behind = stage.i() == plan.stages.size() ? null : joint(stage.i());
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
        for (PipelineStage stage : plan.stages) {
            watch(stage, children.get(stage.i() - 1));
        }
    }

    private ProcessLaunch launch(PipelineStage stage) {
        ProcessLaunch launch =
                plan.via == ConnectionKind.FIFO
                        ? named.get().launch(stage, tree)
                        : tree.launch(OwnCommandLine.bytesOf(stage.words()));
        return launch.with("IPC_INDEX", Integer.toString(stage.i()))
                .with("IPC_COUNT", Integer.toString(plan.stages.size()));
    }

    /** What is behind a stage; null if that opens it itself. */
    private Connection joint(int i) {
        StageMetrics left = figures.get(i - 1);
        StageMetrics right = figures.get(i);
        return switch (plan.via) {
            case FIFO -> null;
            case RING ->
                    new Connection.Buffered(
                            Pipe.make(), Pipe.make(), new StageBuffer(false), left, right);
            case PIPE ->
                    plan.counts()
                            ? new Connection.Pumped(Pipe.make(), Pipe.make(), left, right)
                            : new Connection.Direct(Pipe.make());
        };
    }

    private void watch(PipelineStage stage, ChildProcess child) {
        DaemonThreads.start(
                () -> {
                    ExitResult ended = child.await();
                    figures.get(stage.i() - 1).ended(ended);
                    outcomes.recordExit(stage.i(), ended);
                });
    }

    /** Stages that survive crashes: all but the first, whose input is not ours to give again. */
    private StandardOutputSink startFilters() {
        StandardOutputSink output = new StandardOutputSink(console);
        ByteSink behind = output;
        for (int i = plan.stages.size(); i > 1; i--) {
            PipelineStage stage = plan.stages.get(i - 1);
            StageBuffer window = new StageBuffer(true);
            StageMetrics of = figures.get(i - 1);
            of.countsIn();
            of.countsOut();
            DaemonThreads.start(
                    new RestartableStage(
                            stage,
                            () -> launch(stage),
                            window,
                            behind,
                            of,
                            outcomes,
                            plan.restarts.get(),
                            this::tell));
            behind = window;
        }
        PipelineStage first = plan.stages.getFirst();
        Pipe pipe = Pipe.make();
        ChildProcess child = launch(first).writing(pipe).start();
        figures.getFirst().began(child.pid());
        pipe.closeIn();
        DaemonThreads.start(new StageOutputReader(pipe, behind, figures.getFirst()));
        watch(first, child);
        return output;
    }

    private void tell(PipelineStage stage, ExitResult ended, long item) {
        console.message(
                "ipc-chain: "
                        + stage.title()
                        + ": "
                        + ended.text()
                        + "; restarted, from item "
                        + item);
    }
}
