package ipckit.prodcons.inspect;

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
import ipckit.prodcons.BufferArguments;
import ipckit.prodcons.BufferNamespace;

import java.time.Duration;

/**
 * {@code explain}: prints one line that says why no items move through a buffer. If items do move,
 * the line says so.
 */
public final class ExplainBufferCommand implements Command {
    /**
     * The time between the two snapshots that {@code explain} compares. Items count as moving if
     * they were put or acknowledged in this time.
     */
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Argument<String> name;
    private final Argument<Boolean> json;

    /** Declares the arguments of {@code explain}. */
    public ExplainBufferCommand(Arguments arguments) {
        name = BufferArguments.name(arguments);
        json = arguments.json();
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName buffer = BufferNamespace.name(given.get(name));
        try (RingMonitor monitor = new BufferNamespace().monitor(buffer)) {
            RingSnapshot before = BufferNamespace.look(buffer, monitor);
            BufferWatch.pause(INTERVAL);
            RingSnapshot now = BufferNamespace.look(buffer, monitor);
            StallExplanation explanation =
                    new StallExplanation(before, now, System.currentTimeMillis());
            if (given.get(json)) {
                JsonWriter line = console.json();
                line.object().field("name", buffer.text()).field("moving", explanation.isMoving());
                line.field("explanation", explanation.sentence());
                line.name("waits_for").array();
                explanation.awaited().forEach(line::value);
                line.end().end().endLine();
            } else {
                console.text().println(explanation.sentence());
            }
        }
        return ExitCode.OK.code();
    }
}
