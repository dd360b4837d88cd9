package ipckit.chain.pipeline;

import ipckit.chain.supervision.ChainArguments;
import ipckit.chain.supervision.ChainExitRule;
import ipckit.chain.supervision.FailureReaction;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GraceOption;
import ipckit.common.cli.option.KillAfterOption;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.daemon.DataStreams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code ipc-chain pipe}: runs a pipeline and supervises its stages. */
public final class PipelineCommand implements Command {
    private final Argument<ConnectionKind> via;
    private final Argument<Long> restart;
    private final Argument<Boolean> stats;
    private final Argument<Path> statsFile;
    private final Argument<FailureReaction> onFailure;
    private final Argument<List<AcceptedStatuses>> accept;
    private final Argument<ChainExitRule> exit;
    private final GraceOption grace;
    private final Argument<Duration> killAfter;
    private final DaemonOptions daemon;
    private final Argument<List<String>> command;

    /** Declares the options and the commands of the stages. */
    public PipelineCommand(Arguments arguments) {
        via =
                arguments.choice(
                        "--via",
                        ConnectionKind.values(),
                        "how stages are connected: pipe: pipes of the kernel (default); fifo: named"
                                + " pipes; buffer: a bounded buffer in this process");
        restart =
                arguments.count(
                        "--restart",
                        "N",
                        "restart a crashed stage, up to N times, from its first unanswered line;"
                                + " each stage except the first must write one line per line read,"
                                + " in order; implies --via buffer");
        stats =
                arguments.flag(
                        "--stats",
                        "print each stage's status, times and bytes on stderr at the end, and"
                                + " progress on a terminal");
        statsFile =
                arguments.path(
                        "--stats-file", "FILE", "write the same to FILE as JSON, a line per stage");
        onFailure =
                arguments
                        .choice(
                                "--on-failure",
                                FailureReaction.values(),
                                "keep the other stages when a stage fails, or end them")
                        .orElse(FailureReaction.KEEP);
        accept =
                arguments.options(
                        "--accept",
                        "STAGE=STATUS[,STATUS...]",
                        "statuses of a stage that are no failure; STAGE is its number or command",
                        AcceptedStatuses::parse);
        exit = ChainArguments.exit(arguments, "stage");
        grace = new GraceOption(arguments);
        killAfter = KillAfterOption.of(arguments);
        daemon = new DaemonOptions(arguments, "--daemon-restart");
        command =
                arguments.command(
                        "the commands of the stages, separated by ':::'; IPC_INDEX is the number of"
                                + " the stage, from 1, and IPC_COUNT the number of stages",
                        true);
        arguments.mayExit(
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.AROUND_COMMAND,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (daemon.isWanted(given)) {
            return daemon.start(given, DataStreams.INPUT_AND_OUTPUT, console);
        }
        return Pipeline.run(
                new Pipeline.Plan(
                        PipelineStage.split(given.get(command), given.get(accept)),
                        connection(given.find(via), given.has(restart)),
                        given.find(restart),
                        given.has(daemon.name()),
                        Optional.ofNullable(grace.of(given)),
                        given.get(killAfter),
                        given.get(onFailure),
                        given.get(exit),
                        given.get(stats),
                        given.find(statsFile)),
                console);
    }

    private static ConnectionKind connection(Optional<ConnectionKind> asked, boolean restarts) {
        if (!restarts) {
            return asked.orElse(ConnectionKind.PIPE);
        }
        if (asked.isPresent() && asked.get() != ConnectionKind.BUFFER) {
            throw new IpcException(Category.USAGE, "--restart needs --via buffer, its default");
        }
        return ConnectionKind.BUFFER;
    }
}
