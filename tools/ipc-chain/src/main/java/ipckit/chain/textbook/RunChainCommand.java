package ipckit.chain.textbook;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions.Moment;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.Shutdown;

import java.util.List;

/** {@code ipc-chain run}: runs a chain in which each process runs a command. */
public final class RunChainCommand implements Command {
    private final ChainOptions options;
    private final Argument<List<String>> command;

    /** Declares the options and the command. */
    public RunChainCommand(Arguments arguments) {
        options = new ChainOptions(arguments, Moment.AFTER, Form.NONE);
        command =
                arguments.command(
                        "the command of each process; IPC_INDEX is its number, from 1, IPC_COUNT is"
                                + " N, and IPC_PARENT is the process ID of its parent",
                        true);
        arguments.mayExit(ExitCode.CANNOT_RUN, ExitCode.NOT_FOUND);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Shutdown.onQuit();
        return TextbookChain.run(options.plan(given, given.get(command)), console);
    }
}
