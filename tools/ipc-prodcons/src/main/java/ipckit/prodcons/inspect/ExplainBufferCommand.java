package ipckit.prodcons.inspect;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
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

/** {@code explain}: one sentence on why a buffer stands still, or that it does not. */
public final class ExplainBufferCommand implements Command {
    /** What stands still for so long stands still: locks are held for the length of a copy. */
    private static final long BETWEEN_LOOKS_MILLIS = 250;

    private final Argument<String> name;
    private final Argument<Boolean> json;

    public ExplainBufferCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the buffer");
        json = arguments.json();
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName buffer = BufferNamespace.name(given.get(name));
        try (RingMonitor monitor = new BufferNamespace().monitor(buffer)) {
            RingSnapshot before = BufferNamespace.look(buffer, monitor);
            pause();
            RingSnapshot now = BufferNamespace.look(buffer, monitor);
            StallExplanation why = new StallExplanation(before, now, System.currentTimeMillis());
            if (given.get(json)) {
                JsonWriter line = console.json();
                line.object().field("name", buffer.text()).field("moving", why.isMoving());
                line.field("explanation", why.sentence());
                line.name("waits_for").array();
                for (long pid : why.culprits()) {
                    line.value(pid);
                }
                line.end().end().endLine();
            } else {
                console.text().println(why.sentence());
            }
        }
        return ExitCode.OK.code();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpcException(Category.FAILED, "interrupted", e);
        }
    }
}
