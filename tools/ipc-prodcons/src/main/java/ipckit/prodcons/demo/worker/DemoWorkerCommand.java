package ipckit.prodcons.demo.worker;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.prodcons.demo.buffer.DemoBuffer;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import java.util.List;

/**
 * {@code run-worker}: the internal verb (a subcommand that only this program uses) that runs in a
 * worker process of a demonstration. Only the verb {@code run} starts these processes. The worker
 * writes its reports to stdout and reads its orders from stdin ({@link ParentConnection}).
 */
public final class DemoWorkerCommand implements Command {
    /** The name of the verb, which the help does not list. */
    public static final String VERB = "run-worker";

    private final Argument<String> buffer;
    private final Argument<DemoRole> role;
    private final Argument<Long> number;
    private final Argument<Long> items;
    private final Argument<Long> pause;
    private final Argument<Boolean> withoutLock;

    /** Declares the arguments that {@link #words} returns. */
    public DemoWorkerCommand(Arguments arguments) {
        buffer = arguments.operand("BUFFER", "the demonstration's buffer");
        role = arguments.choice("--role", DemoRole.values(), "the worker's role");
        number = arguments.count("--number", "N", "its number among the workers of its role");
        items = arguments.option("--items", "N", "items to produce", CountConverter.FROM_ZERO);
        pause =
                arguments.option(
                        "--pause", "NANOS", "mean time spent on an item", CountConverter.FROM_ZERO);
        withoutLock = arguments.flag("--without-lock", "use the textbook's buffer");
    }

    /**
     * Returns the command-line arguments of a worker process.
     *
     * @param number the worker's number among the workers of its role, from 1
     * @param items the number of items that a producer puts into the buffer; 0 for a consumer
     * @param pauseNanos the mean time that the worker spends on an item, in nanoseconds
     */
    public static List<String> words(
            DemoBuffer buffer, DemoRole role, int number, int items, long pauseNanos) {
        return List.of(
                VERB,
                buffer.name(),
                "--role=" + role.word(),
                "--number=" + number,
                "--items=" + items,
                "--pause=" + pauseNanos,
                buffer.isRing() ? "--quiet" : "--without-lock");
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        DemoBuffer shared = DemoBuffer.of(!given.get(withoutLock), given.get(buffer));
        ParentConnection parent =
                new ParentConnection(given.get(pause), () -> removeQuietly(shared));
        BufferWorker worker =
                shared.isRing()
                        ? new RingWorker(shared.ring(), parent)
                        : new TextbookWorker(shared.textbook(), parent);
        if (given.get(role) == DemoRole.PRODUCER) {
            worker.produce(given.get(number).intValue(), given.get(items).intValue());
        } else {
            worker.consume();
        }
        parent.report(WorkerReport.now(Kind.LEAVES));
        return ExitCode.OK.code();
    }

    /**
     * Removes the buffer after the parent has died. While the parent is alive, only the parent
     * removes the buffer.
     */
    private static void removeQuietly(DemoBuffer buffer) {
        try {
            buffer.remove();
        } catch (IpcException e) {
            // Only the parent prints messages, and the parent is dead. The failure is therefore not
            // reported, and files of the buffer may remain.
        }
    }
}
