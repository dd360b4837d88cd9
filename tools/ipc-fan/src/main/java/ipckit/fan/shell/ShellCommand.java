package ipckit.fan.shell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.fan.pool.ExitOptions;
import ipckit.fan.pool.JobsOption;

/** The verb {@code shell}, which runs the commands that standard input contains. */
public final class ShellCommand implements Command {
    private final JobsOption jobs;
    private final ExitOptions exit;

    public ShellCommand(Arguments arguments) {
        jobs = JobsOption.of(arguments, "commands with '&' at a time; no limit at a terminal");
        exit = new ExitOptions(arguments);
        arguments.mayExit(ExitCode.UNUSABLE);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        return CommandShell.run(
                exit.limits(given, jobs.count(given)), jobs.isGiven(given), console);
    }
}
