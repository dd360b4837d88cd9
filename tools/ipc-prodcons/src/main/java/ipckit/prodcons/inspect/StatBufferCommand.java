package ipckit.prodcons.inspect;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingSnapshot;
import ipckit.prodcons.BufferArguments;
import ipckit.prodcons.BufferNamespace;

import java.time.Duration;

/** {@code stat}: shows the state, the contents and the participants of a buffer. */
public final class StatBufferCommand implements Command {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MIN_INTERVAL = Duration.ofMillis(10);

    private final Argument<String> name;
    private final Argument<Boolean> json;
    private final Argument<Boolean> watch;
    private final Argument<Duration> interval;

    /** Declares the arguments of {@code stat}. */
    public StatBufferCommand(Arguments arguments) {
        name = BufferArguments.name(arguments);
        json = arguments.json();
        watch = arguments.flag("--watch", "repeat; on a terminal as a live picture");
        interval =
                arguments
                        .duration("--interval", "time between two looks (at least 10ms)")
                        .orElse(DEFAULT_INTERVAL);
        arguments.needs(interval, watch);
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName buffer = BufferNamespace.name(given.get(name));
        if (given.get(interval).compareTo(MIN_INTERVAL) < 0) {
            throw new IpcException(IpcException.Category.USAGE, "--interval must be at least 10ms");
        }
        try (RingMonitor monitor = new BufferNamespace().monitor(buffer)) {
            if (given.get(watch)) {
                new BufferWatch(buffer, monitor, console, given.get(interval)).run(given.get(json));
                return ExitCode.OK.code();
            }
            RingSnapshot seen = BufferNamespace.look(buffer, monitor);
            if (given.get(json)) {
                BufferSnapshotJson.write(console.json(), buffer, seen);
            } else {
                new BufferSnapshotText(console.text()).print(buffer, seen);
            }
        }
        return ExitCode.OK.code();
    }
}
