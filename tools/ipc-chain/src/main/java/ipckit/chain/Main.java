package ipckit.chain;

import ipckit.chain.textbook.TextbookChainCommand;
import ipckit.common.cli.runner.Program;
import ipckit.common.cli.runner.Runner;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.Shutdown;

/** The program's entry. */
public final class Main {
    /** The declaration of the program, from which help and completions are made. */
    public static final Program PROGRAM =
            Program.ofOne(
                    "ipc-chain",
                    "A chain of processes, each the parent of the next; supervised pipelines",
                    TextbookChainCommand::new);

    private Main() {}

    /** Runs one command line and returns its exit code. */
    public static int run(String[] args) {
        Shutdown.bySignal();
        return Runner.run(PROGRAM, OwnCommandLine.exact(args));
    }

    /** Runs one command line and ends the process. */
    public static void main(String[] args) {
        Shutdown.with(run(args));
    }
}
