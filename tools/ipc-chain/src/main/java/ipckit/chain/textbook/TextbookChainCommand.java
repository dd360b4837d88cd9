package ipckit.chain.textbook;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions.Moment;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.Shutdown;

import java.util.List;

/** {@code ipc-chain -n N}: runs the textbook's chain, whose processes print one line each. */
public final class TextbookChainCommand implements Command {
    private final ChainOptions options;

    /** Declares the options. */
    public TextbookChainCommand(Arguments arguments) {
        options = new ChainOptions(arguments, Moment.BEFORE, Form.TEXT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Shutdown.onQuit();
        return TextbookChain.run(options.plan(given, List.of()), console);
    }
}
