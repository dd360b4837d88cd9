package ipckit.prodcons.inspect;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingSnapshot;
import ipckit.prodcons.BufferNamespace;

import java.time.Duration;

/** {@code stat}: what is in a buffer and who takes part. */
public final class StatBufferCommand implements Command {
    private static final Duration EACH_SECOND = Duration.ofSeconds(1);
    private static final Duration LEAST = Duration.ofMillis(10);

    private final Argument<String> name;
    private final Argument<Boolean> json;
    private final Argument<Boolean> watch;
    private final Argument<Duration> interval;

    public StatBufferCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the buffer");
        json = arguments.json();
        watch = arguments.flag("--watch", "again and again; on a terminal a live picture");
        interval =
                arguments
                        .duration("--interval", "how often to look (at least 10ms)")
                        .orElse(EACH_SECOND);
        arguments.needs(interval, watch);
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName buffer = BufferNamespace.name(given.get(name));
        if (given.get(interval).compareTo(LEAST) < 0) {
            throw new IpcException(IpcException.Category.USAGE, "--interval must be at least 10ms");
        }
        try (RingMonitor monitor = new BufferNamespace().monitor(buffer)) {
            if (given.get(watch)) {
                BufferWatch.Manner manner =
                        given.get(json) ? BufferWatch.Manner.JSON : BufferWatch.Manner.TEXT;
                new BufferWatch(buffer, monitor, console, given.get(interval)).run(manner);
            } else {
                show(buffer, BufferNamespace.look(buffer, monitor), given.get(json), console);
            }
        }
        return ExitCode.OK.code();
    }

    private static void show(
            ObjectName buffer, RingSnapshot seen, boolean asJson, Console console) {
        if (asJson) {
            JsonWriter writer = console.json();
            BufferSnapshotJson.write(writer, buffer, seen);
            writer.endLine();
        } else {
            new BufferSnapshotText(console.text()).print(buffer, seen);
        }
    }
}
