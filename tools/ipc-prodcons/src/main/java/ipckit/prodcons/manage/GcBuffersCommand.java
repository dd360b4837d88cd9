package ipckit.prodcons.manage;

import ipckit.common.Leftover;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GcOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.Daemons;
import ipckit.prodcons.BufferNamespace;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code gc}: deletes the files that dead processes have left: temporary directories, and the files
 * of buffers and daemons whose creation or removal is unfinished.
 */
public final class GcBuffersCommand implements Command {
    private final GcOptions gcOptions;

    /** Declares the arguments of {@code gc}. */
    public GcBuffersCommand(Arguments arguments) {
        gcOptions = new GcOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        return gcOptions.run(given, console, GcBuffersCommand::collect);
    }

    private static List<Leftover> collect(boolean dryRun) {
        List<Leftover> found = new ArrayList<>(new BufferNamespace().collectLeftovers(dryRun));
        found.addAll(new Daemons().collectLeftovers(dryRun));
        return found;
    }
}
