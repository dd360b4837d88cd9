package ipckit.chain.textbook;

import ipckit.chain.pipeline.ConnectionKind;
import ipckit.chain.pipeline.Pipeline;
import ipckit.chain.pipeline.PipelineStage;
import ipckit.chain.supervision.ChainExitRule;
import ipckit.chain.token.TokenRing;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.process.Shutdown;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The program's command line. */
public final class TextbookChainCommand implements Command {
    /** More than any system has processes. */
    private static final CountConverter LINKS = new CountConverter(1, 4_194_304);

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Argument<Long> count;
    private final TreeOptions tree;
    private final Argument<ChainExitRule> exit;
    private final Argument<Duration> grace;
    private final Argument<ConnectionKind> via;
    private final Argument<Long> restart;
    private final Argument<Boolean> stats;
    private final Argument<Path> statsFile;
    private final Argument<Boolean> token;
    private final Argument<Long> rounds;
    private final Argument<Boolean> explain;
    private final Argument<List<String>> command;

    public TextbookChainCommand(Arguments arguments) {
        count = arguments.option("-n, --count", "N", "a chain of N processes", LINKS);
        tree = new TreeOptions(arguments, "a process waits for its child", "chain", "the chain");
        exit =
                arguments
                        .choice(
                                "--exit",
                                ChainExitRule.values(),
                                "whose exit status is ours: of those that failed the rightmost, or"
                                        + " the first; the last process's; or the highest")
                        .orElse(ChainExitRule.RIGHTMOST);
        grace =
                arguments
                        .duration("--grace", "how long a process may take to end, before SIGKILL")
                        .orElse(GRACE);
        via =
                arguments
                        .choice(
                                "--via",
                                ConnectionKind.values(),
                                "what joins stages: the kernel's pipes, named pipes, or a bounded"
                                        + " buffer in this process")
                        .orElse(ConnectionKind.PIPE);
        restart =
                arguments.count(
                        "--restart",
                        "N",
                        "start a stage anew when it crashes, up to N times, from the first line"
                                + " that it has not answered; each stage but the first must be a"
                                + " filter without memory that writes one line for each that it"
                                + " reads, in order; needs --via ring");
        stats =
                arguments.flag(
                        "--stats",
                        "each stage's status, time, bytes and stalls on stderr: live on a"
                                + " terminal, and a table at the end");
        statsFile =
                arguments.path("--stats-file", "FILE", "the same as JSON, a line a stage, in FILE");
        token =
                arguments.flag(
                        "--token",
                        "a ring of the N processes, round which a token goes; whoever has it runs"
                                + " CMD, if there is one");
        rounds = arguments.count("--rounds", "K", "how often the token goes round").orElse(1L);
        explain = arguments.flag("--explain", "what fork() returns, and what a loop makes of it");
        command =
                arguments.command(
                        "what each process runs, with IPC_INDEX, from 1; without -n a pipeline, its"
                                + " stages separated by :::",
                        false);
        arguments.oneOf(count, explain, command);
        for (Argument<?> ofTheChain : tree.all()) {
            arguments.needs(ofTheChain, count);
            if (ofTheChain != tree.format()) {
                arguments.exclusive(token, ofTheChain);
            }
        }
        arguments.exclusive(token, exit);
        arguments.needs(token, count);
        arguments.needs(rounds, token);
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
        if (given.get(explain)) {
            ChainExplanation.print(console.text());
            return ExitCode.OK.code();
        }
        Shutdown.byQuit();
        List<String> words = given.get(command);
        if (!given.has(count)) {
            return Pipeline.run(pipeline(given, words), console);
        }
        if (words.contains(PipelineStage.SEPARATOR)) {
            throw usage("-n is for one command, and ::: for a pipeline");
        }
        if (given.has(via) || given.has(restart) || given.has(stats) || given.has(statsFile)) {
            throw usage(
                    "--via, --restart, --stats and --stats-file are for a pipeline, without -n");
        }
        if (given.get(token)) {
            return TokenRing.run(ring(given, words), console);
        }
        return TextbookChain.run(
                new TextbookChain.Plan(
                        Math.toIntExact(given.get(count)),
                        tree.of(given, words),
                        given.get(grace),
                        given.get(exit),
                        words),
                console);
    }

    private Pipeline.Plan pipeline(ParsedArguments given, List<String> words) {
        if (given.has(restart) && given.get(via) != ConnectionKind.RING) {
            throw usage("--restart needs --via ring");
        }
        return new Pipeline.Plan(
                PipelineStage.split(words),
                given.get(via),
                given.find(restart),
                given.get(grace),
                given.get(exit),
                given.get(stats),
                given.find(statsFile));
    }

    private TokenRing.Plan ring(ParsedArguments given, List<String> words) {
        Form form = tree.form(given).orElse(Form.TEXT);
        if (form != Form.TEXT && form != Form.JSON) {
            throw usage("with --token, --format is text or json");
        }
        return new TokenRing.Plan(
                Math.toIntExact(given.get(count)),
                given.get(rounds),
                given.get(grace),
                form == Form.JSON,
                words);
    }

    private static IpcException usage(String message) {
        return new IpcException(Category.USAGE, message);
    }
}
