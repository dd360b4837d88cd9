package ipckit.fan.shell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.fan.pool.PoolLimits;

import java.util.List;

/** The option that makes it a shell. */
public final class ShellOptions {
    private final Argument<Boolean> shell;

    public ShellOptions(Arguments arguments) {
        shell =
                arguments.flag(
                        "--shell",
                        "run the commands of stdin, a line each; & does not wait, and of those at"
                                + " most N run at once (without -n and CMD it is a shell anyway)");
    }

    /** For rules with other options. */
    public Argument<?> flag() {
        return shell;
    }

    /** Whether the user wants that. */
    public boolean areGiven(ParsedArguments given) {
        return given.get(shell);
    }

    /**
     * Runs the commands.
     *
     * @param counted whether the user has said how many run at once
     * @return the exit code
     */
    public int run(Console console, List<String> words, PoolLimits limits, boolean counted) {
        if (!words.isEmpty()) {
            throw new IpcException(Category.USAGE, "--shell reads its commands from stdin");
        }
        return CommandShell.run(limits, counted, console);
    }
}
