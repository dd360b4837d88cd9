package ipckit.chain;

import ipckit.chain.pipeline.PipelineCommand;
import ipckit.chain.textbook.ExplainChainCommand;
import ipckit.chain.textbook.TextbookChainCommand;
import ipckit.chain.token.TokenRingCommand;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.cli.runner.Verb;
import ipckit.common.daemon.control.DaemonVerbs;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;

import java.util.List;

/** The entry point of {@code ipc-chain}, and the list of its verbs (subcommands). */
public final class Main {
    /** The purpose of the program in one line, for the help pages. */
    public static final String PURPOSE =
            "A chain of processes, each the parent of the next; supervised pipelines";

    /** The declaration of the program, from which help pages and completions are generated. */
    public static final Program PROGRAM =
            Program.withTextbookForm(
                    "ipc-chain",
                    PURPOSE,
                    Verb.textbook(
                            "Make the textbook's chain; each process prints a line",
                            TextbookChainCommand::printing),
                    verbs(),
                    DaemonVerbs.of("ipc-chain"));

    private Main() {}

    private static List<Verb> verbs() {
        return List.of(
                new Verb(
                        "run",
                        "Make a chain in which each process runs a command",
                        TextbookChainCommand::running),
                new Verb("pipe", "Run a pipeline and supervise its stages", PipelineCommand::new),
                new Verb("token", "Pass a token round a ring of processes", TokenRingCommand::new),
                new Verb("explain", "Explain how fork() makes a chain", ExplainChainCommand::new));
    }

    /** Runs one command line and returns its exit code. */
    public static int run(String[] args) {
        Shutdown.onSignals();
        return Runner.run(PROGRAM, OwnCommandLine.exactArguments(args));
    }

    /** Runs one command line and ends the process. */
    public static void main(String[] args) {
        Runner.reportUncaught(PROGRAM);
        Shutdown.exit(run(args));
    }
}
