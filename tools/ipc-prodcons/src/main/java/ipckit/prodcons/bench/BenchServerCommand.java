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
        try (BenchChannel channel =
                switch (measured) {
                    case RING, SHARED -> RingBenchChannel.ofServer(files);
                    case FIFO -> StreamBenchChannel.ofServerFifos(files);
                    case PIPE -> new StreamBenchChannel(console.stdout(), console.stdin());
                    case SOCKET -> StreamBenchChannel.connect(files);
                    case POSIX, SYSV -> QueueBenchChannel.create(measured);
                }) {
            if (channel instanceof QueueBenchChannel queues) {
                announce(queues, console);
            }
            new BenchServer(channel).serve();
        }
        return ExitCode.OK.code();
    }

    /**
     * Writes the addresses of the queues to stdout, from which the client reads. Makes sure that
     * the queues are removed when a signal ends this process, and when the client ends.
     */
    private static void announce(QueueBenchChannel queues, Console console) {
        Shutdown.addCleanUp(queues::removeQueues);
        Thread.ofPlatform().daemon().start(() -> endWithClient(console.stdin(), queues));
        console.text().println(queues.addresses()).flush();
    }

    /**
     * Waits until the client has ended, then removes the queues and ends this process. The end of
     * stdin shows that the client has ended. The main thread does not notice this while it waits at
     * a message queue.
     */
    private static void endWithClient(FileChannel stdin, QueueBenchChannel queues) {
        try {
            while (stdin.read(ByteBuffer.allocate(1)) >= 0) {
                // The client never writes to the pipe at the server's stdin. The loop only waits
                // for the end of the pipe.
            }
        } catch (IOException e) {
            // The client cannot be watched any more.
        }
        queues.removeQueues();
        Runtime.getRuntime().halt(1);
    }
}
