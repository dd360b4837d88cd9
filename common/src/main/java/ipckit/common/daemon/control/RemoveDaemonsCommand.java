package ipckit.common.daemon.control;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.Daemons;

/** {@code daemon rm}: removes daemons that have ended, with their logs. */
final class RemoveDaemonsCommand implements Command {
    private final NamedDaemons names;

    RemoveDaemonsCommand(Arguments arguments, String program) {
        names = new NamedDaemons(arguments, program);
        arguments.mayExit(ExitCode.CANNOT_CREATE);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Daemons daemons = new Daemons();
        return names.each(names.of(given), console, daemons::remove);
    }
}
