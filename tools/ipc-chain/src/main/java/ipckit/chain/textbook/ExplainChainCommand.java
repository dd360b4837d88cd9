package ipckit.chain.textbook;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;

/** {@code ipc-chain explain}: prints how fork(2) makes a chain. */
public final class ExplainChainCommand implements Command {
    /** Declares the exit codes of the verb, which has no options. */
    public ExplainChainCommand(Arguments arguments) {
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ChainExplanation.print(console.text());
        return ExitCode.OK.code();
    }
}
