package ipckit.prodcons.bench;

import ipckit.common.PathBytes;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.Shutdown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** {@code bench-server}: the process that receives the items of a {@code bench-client}. */
public final class BenchServerCommand implements Command {
    /** The name of the verb, which the help does not list. */
    public static final String VERB = "bench-server";

    private final Argument<BenchMechanism> mechanism;
    private final Argument<String> directory;

    /** Declares the arguments of {@code bench-server}. */
    public BenchServerCommand(Arguments arguments) {
        mechanism =
                arguments.operand("MECHANISM", "the mechanism to measure", BenchMechanism.CHOICES);
        directory = arguments.operand("DIRECTORY", "the directory of the mechanism's files");
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        BenchMechanism measured = given.get(mechanism);
        Path files = PathBytes.path(given.get(directory));
        Path outgoing = files.resolve(BenchMechanism.TO_CLIENT);
        Path incoming = files.resolve(BenchMechanism.TO_SERVER);
        SystemVQueuePair queues =
                measured == BenchMechanism.SYSV ? SystemVQueuePair.create() : null;
        Runnable removal = queues == null ? () -> {} : queues::remove;
        Shutdown.addCleanUp(removal);
        if (measured == BenchMechanism.POSIX || measured == BenchMechanism.SYSV) {
            Thread.ofPlatform().daemon().start(() -> endWithClient(console.stdin(), removal));
        }
        try (BenchChannel channel =
                switch (measured) {
                    case RING, SHARED -> RingBenchChannel.ofServer(files);
                    case FIFO -> StreamBenchChannel.ofServerFifos(files);
                    case PIPE -> new StreamBenchChannel(console.stdout(), console.stdin());
                    case SOCKET -> StreamBenchChannel.connect(files);
                    case POSIX -> QueueBenchChannel.ofPosix(outgoing, incoming);
                    case SYSV -> {
                        console.text().println(queues.text()).flush();
                        yield QueueBenchChannel.ofSystemV(queues.toClient(), queues.toServer());
                    }
                }) {
            new BenchServer(channel).serve();
        } finally {
            removal.run();
        }
        return ExitCode.OK.code();
    }

    /**
     * Ends this process when the client has ended, which this process notices at the end of stdin.
     * A process that waits at a queue of the kernel does not notice that the other process has
     * ended.
     *
     * @param removal removes the System V queues, because possibly no other process is left that
     *     removes them
     */
    private static void endWithClient(FileChannel stdin, Runnable removal) {
        try {
            while (stdin.read(ByteBuffer.allocate(1)) >= 0) {
                // The client never writes to the pipe at the server's stdin. The loop only waits
                // for the end of the pipe.
            }
        } catch (IOException e) {
            // The client cannot be watched any more.
        }
        removal.run();
        Runtime.getRuntime().halt(1);
    }
}
