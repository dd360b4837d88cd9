package ipckit.prodcons.inspect;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.RunWriter;
import ipckit.common.queue.RingMonitor;
import ipckit.prodcons.BufferArguments;
import ipckit.prodcons.BufferNamespace;

/** {@code peek}: writes items to stdout and leaves them in the buffer. */
public final class PeekItemsCommand implements Command {
    private final Argument<String> name;
    private final FramingOptions<Framing> framings;
    private final Argument<Long> count;
    private final Argument<Boolean> claimed;

    /** Declares the arguments of {@code peek}. */
    public PeekItemsCommand(Arguments arguments) {
        name = BufferArguments.name(arguments);
        framings = BufferArguments.outputFramings(arguments);
        count =
                arguments
                        .count("-n, --count", "N", "show at most the N oldest items")
                        .orElse(Long.MAX_VALUE);
        claimed =
                arguments.flag(
                        "--claimed", "show the items that living consumers have claimed, too");
        arguments.mayExit(ExitCode.IO, ExitCode.WOULD_BLOCK, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName buffer = BufferNamespace.name(given.get(name));
        try (RingMonitor monitor = new BufferNamespace().monitor(buffer);
                RunWriter writer =
                        new RunWriter(console.stdout(), framings.of(given), HangUp::ofStdout)) {
            long shown = monitor.peek(given.get(count), given.get(claimed), writer::write);
            writer.flush();
            if (shown == 0) {
                throw nothing(monitor);
            }
        } catch (IpcException e) {
            throw e.category() == Category.OUTPUT_CLOSED ? e : BufferNamespace.named(buffer, e);
        }
        return ExitCode.OK.code();
    }

    private static IpcException nothing(RingMonitor monitor) {
        long items = monitor.look().items();
        return new IpcException(
                Category.WOULD_BLOCK,
                items == 0
                        ? "it is empty"
                        : "consumers have claimed all " + CountedNoun.of(items, "item"));
    }
}
