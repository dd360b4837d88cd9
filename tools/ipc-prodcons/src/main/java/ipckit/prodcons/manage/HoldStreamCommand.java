package ipckit.prodcons.manage;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.daemon.DataStreams;
import ipckit.common.daemon.Readiness;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.UserCommand;
import ipckit.common.queue.StreamHolder;
import ipckit.prodcons.BufferArguments;
import ipckit.prodcons.BufferNamespace;

import java.util.List;

/**
 * {@code hold}: keeps the stream of a buffer open while a command runs. Until the command ends,
 * consumers wait for further items even when no producer is attached.
 */
public final class HoldStreamCommand implements Command {
    private final Argument<String> name;
    private final Argument<Boolean> create;
    private final DaemonOptions daemon;
    private final Argument<List<String>> command;

    /** Declares the arguments of {@code hold}. */
    public HoldStreamCommand(Arguments arguments) {
        name = BufferArguments.name(arguments);
        create = BufferArguments.create(arguments);
        daemon = new DaemonOptions(arguments);
        command = arguments.command("the command to run; hold ends with its exit status", true);
        arguments.mayExit(ExitCode.CANNOT_RUN, ExitCode.NOT_FOUND, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (daemon.isWanted(given)) {
            return daemon.start(given, DataStreams.OF_COMMANDS, console);
        }
        ObjectName buffer = BufferNamespace.name(given.get(name));
        try (StreamHolder _ = new BufferNamespace().open(buffer, given.get(create)).holder()) {
            ChildProcess child = new UserCommand(given.get(command)).start();
            Readiness.announce();
            return child.await().status();
        }
    }
}
