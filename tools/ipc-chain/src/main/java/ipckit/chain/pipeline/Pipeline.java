package ipckit.chain.pipeline;

import ipckit.chain.supervision.ChainExitRule;
import ipckit.chain.supervision.DaemonThreads;
import ipckit.chain.supervision.FailureReaction;
import ipckit.chain.supervision.StageOutcomes;
import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.Progress;
import ipckit.common.daemon.Readiness;
import ipckit.common.pipe.StoppableInput;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Pipe;
import ipckit.common.process.PoolWork;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a supervised pipeline: this process starts all stages and waits for each of them. */
final class Pipeline {
    /**
     * The validated command line of {@code ipc-chain pipe}.
     *
     * @param stages the commands, from left to right
     * @param via the kind of the connections between the stages
     * @param restarts the greatest number of restarts of each stage; empty without {@code
     *     --restart}
     * @param copiesInput whether this process reads standard input, and copies it to the first
     *     stage
     * @param grace the longest time for which the stages may run after the first signal; empty for
     *     no limit
     * @param killAfter the time between TERM and KILL when stages are ended
     * @param reaction whether the failure of a stage ends the other stages
     * @param exit the rule that selects the exit status of {@code ipc-chain}
     * @param statistics true to print a table of the stages at the end
     * @param statisticsFile the file to which the statistics are written as JSON; empty without
     *     {@code --stats-file}
     */
    record Plan(
            List<PipelineStage> stages,
            ConnectionKind via,
            Optional<Long> restarts,
            boolean copiesInput,
            Optional<Duration> grace,
            Duration killAfter,
            FailureReaction reaction,
            ChainExitRule exit,
            boolean statistics,
            Optional<Path> statisticsFile) {
        boolean counts() {
            return statistics || statisticsFile.isPresent();
        }
    }

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final NamedPipeDirectory namedPipes;
    private final StageOutcomes outcomes;
    private final List<StageMetrics> metrics = new ArrayList<>();

    /** The pipe to the first stage; null if the first stage reads standard input itself. */
    private final Pipe firstPipe;

    /**
     * Copies standard input to the first stage. Null if the first stage has not started yet, or if
     * it reads standard input itself.
     */
    private FirstStageInput firstInput;

    /** The first stage; null before it has started. */
    private FirstStage first;

    private boolean draining;

    private Pipeline(Plan plan, Console console, ProcessTree tree, NamedPipeDirectory namedPipes) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.namedPipes = namedPipes;
        this.outcomes =
                new StageOutcomes(
                        plan.stages.stream().map(PipelineStage::title).toList(),
                        plan.reaction,
                        tree,
                        console);
        plan.stages.forEach(_ -> metrics.add(new StageMetrics()));
        firstPipe = plan.copiesInput ? Pipe.make() : null;
    }

    /**
     * Runs the pipeline until all stages have ended.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN when the command of a stage is absent or cannot
     *     be run, in which case no stage is started; NO_PROCESS when a process or thread cannot be
     *     started
     */
    static int run(Plan plan, Console console) {
        plan.statisticsFile.ifPresent(PipelineStatistics::empty);
        plan.stages.forEach(stage -> UserCommand.check(stage.words().getFirst()));
        try (ProcessTree tree = new ProcessTree(plan.killAfter);
                NamedPipeDirectory pipes =
                        plan.via == ConnectionKind.FIFO
                                ? new NamedPipeDirectory(plan.stages.size() - 1)
                                : null) {
            Pipeline pipeline = new Pipeline(plan, console, tree, pipes);
            return PoolWork.run(
                    plan.grace.orElse(null),
                    pipeline::drain,
                    pipeline::notifyOfWait,
                    pipeline::run);
        }
    }

    private int run() {
        PipelineStatistics statistics = new PipelineStatistics(plan.stages, metrics);
        StandardOutputSink output = null;
        try (Progress _ = plan.statistics ? console.progress(statistics::line) : null) {
            try {
                if (plan.restarts.isPresent()) {
                    output = startRestartable();
                } else {
                    start();
                }
            } catch (IpcException e) {
                tree.end();
                throw e;
            }
            Readiness.announce();
            outcomes.await();
        }
        if (plan.statistics) {
            statistics.print();
        }
        plan.statisticsFile.ifPresent(statistics::write);
        if (output != null && output.failure() != null) {
            throw output.failure();
        }
        if (firstInput != null && firstInput.failure() != null) {
            throw firstInput.failure();
        }
        return outcomes.status(plan.exit);
    }

    /**
     * Makes the pipeline drain: ends the first stage or its input, so that the other stages finish
     * their work and end. If the first stage has not started yet, {@link #begin} drains the
     * pipeline when the stage has started.
     */
    private synchronized void drain() {
        draining = true;
        if (firstInput != null) {
            firstInput.drain();
        } else if (first != null) {
            first.end();
        }
    }

    /** Tells the user that the first stage ends and the other stages finish their work. */
    private void notifyOfWait() {
        // Ctrl-C also reaches the stages, and usually ends them. Then the message is not necessary.
        if (!tree.members().isEmpty()) {
            console.message(
                    "ipc-chain: the first stage ends and the others finish, a second signal ends"
                            + " them");
        }
    }

    /**
     * Stores the first stage, so that {@link #drain} can end the stage. If this process copies
     * standard input to the first stage, also begins to copy. If {@link #drain} was called before,
     * drains the pipeline now. Must be called after the first stage has started.
     */
    private synchronized void begin(ChildProcess process) {
        first = new FirstStage(process, tree, outcomes);
        if (firstPipe != null) {
            firstPipe.closeOut();
            StoppableInput stdin = StoppableInput.ofStdin(console.stdin());
            firstInput = new FirstStageInput(stdin, firstPipe, first::end);
            DaemonThreads.start(firstInput);
        }
        if (draining) {
            drain();
        }
    }

    /** Starts the stages of a pipeline without {@code --restart}. */
    private void start() {
        List<ChildProcess> children = new ArrayList<>();
        Connection before = null;
        for (PipelineStage stage : plan.stages) {
            ProcessLaunch launch = launch(stage);
            if (before != null) {
                launch.reading(before.behind());
            }
            Connection behind =
                    stage.i() == plan.stages.size() ? null : connectionBehind(stage.i());
            if (behind != null) {
                launch.writing(behind.before());
            }
            children.add(launch.start());
            metrics.get(stage.i() - 1).recordStart(children.getLast().pid());
            if (before != null) {
                before.begin();
            }
            before = behind;
        }
        begin(children.getFirst());
        for (PipelineStage stage : plan.stages) {
            watch(stage, children.get(stage.i() - 1));
        }
    }

    private ProcessLaunch launch(PipelineStage stage) {
        ProcessLaunch launch =
                namedPipes != null
                        ? namedPipes.launch(stage, tree)
                        : tree.launch(OwnCommandLine.bytesOf(stage.words()));
        if (stage.i() == 1 && firstPipe != null) {
            launch.reading(firstPipe);
        }
        return launch.with("IPC_INDEX", Integer.toString(stage.i()))
                .with("IPC_COUNT", Integer.toString(plan.stages.size()));
    }

    /**
     * Returns the connection from stage {@code i} to the next stage. Returns null if the stages are
     * connected by a named pipe, because they open the pipe themselves.
     */
    private Connection connectionBehind(int i) {
        StageMetrics left = metrics.get(i - 1);
        StageMetrics right = metrics.get(i);
        return switch (plan.via) {
            case FIFO -> null;
            case BUFFER ->
                    new Connection.Buffered(
                            Pipe.make(), Pipe.make(), new StageBuffer(false), left, right);
            case PIPE ->
                    plan.counts()
                            ? new Connection.Counted(Pipe.make(), Pipe.make(), left, right)
                            : new Connection.Direct(Pipe.make());
        };
    }

    private void watch(PipelineStage stage, ChildProcess child) {
        DaemonThreads.start(
                () -> {
                    ExitResult result = child.await();
                    metrics.get(stage.i() - 1).recordEnd(result);
                    if (namedPipes != null) {
                        namedPipes.releaseNeighbours(stage.i());
                    }
                    stage.recordExit(result, outcomes);
                });
    }

    /**
     * Starts the stages of a pipeline with {@code --restart}. The first stage is never restarted.
     * Its input does not stay in the memory of this process, so this process could not give the
     * same input to a new process of the stage.
     *
     * @return the sink that writes the output of the last stage to standard output
     */
    private StandardOutputSink startRestartable() {
        StandardOutputSink output = new StandardOutputSink(console);
        ByteSink behind = output;
        for (int i = plan.stages.size(); i > 1; i--) {
            PipelineStage stage = plan.stages.get(i - 1);
            StageBuffer input = new StageBuffer(true);
            StageMetrics of = metrics.get(i - 1);
            of.countInput();
            of.countOutput();
            DaemonThreads.start(
                    new RestartableStage(
                            stage,
                            () -> launch(stage),
                            input,
                            behind,
                            of,
                            outcomes,
                            plan.restarts.get(),
                            console));
            behind = input;
        }
        PipelineStage head = plan.stages.getFirst();
        Pipe pipe = Pipe.make();
        ChildProcess child = launch(head).writing(pipe).start();
        metrics.getFirst().recordStart(child.pid());
        pipe.closeIn();
        DaemonThreads.start(new StageOutputReader(pipe, behind, metrics.getFirst()));
        begin(child);
        watch(head, child);
        return output;
    }
}
