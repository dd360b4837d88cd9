package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.Shutdown;
import ipckit.common.process.ThisProgram;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code bench-client}: the process that measures one mechanism, such as a ring or a pipe. This
 * process starts the server process, reads orders from stdin, one per line, and writes a line with
 * the result of each measurement to stdout. The order {@code t 64 200000000} asks for the
 * throughput of items of 64 bytes, measured for 200000000 nanoseconds. An order that begins with
 * {@code r} asks for the time of round trips.
 */
public final class BenchClientCommand implements Command {
    /** The name of the verb, which the help does not list. */
    public static final String VERB = "bench-client";

    static final String THROUGHPUT = "t";
    static final String ROUND_TRIP = "r";

    private final Class<?> main;
    private final Argument<BenchMechanism> mechanism;
    private final Argument<String> directory;

    /**
     * Removes the message queues of the channel after the server has ended, because a killed server
     * has not removed them. Does nothing for a channel without queues.
     */
    private volatile Runnable removal = () -> {};

    /**
     * Declares the arguments of {@code bench-client}.
     *
     * @param main the program's main class, with which the server process is started
     */
    public BenchClientCommand(Arguments arguments, Class<?> main) {
        this.main = main;
        mechanism =
                arguments.operand("MECHANISM", "the mechanism to measure", BenchMechanism.CHOICES);
        directory = arguments.operand("DIRECTORY", "the directory of the mechanism's files");
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        BenchMechanism measured = given.get(mechanism);
        Path files = PathBytes.path(given.get(directory));
        ChannelSource source = source(measured, files);
        List<String> arguments =
                List.of(BenchServerCommand.VERB, measured.typed(), given.get(directory));
        // The server of a queue is in a session of its own, so a signal to the process group of
        // `bench` does not end it. When the client has ended, the server removes the queues.
        ChildProcess server =
                measured.isQueue()
                        ? ThisProgram.startDetached(main, arguments, Set.of())
                        : ThisProgram.start(main, arguments, Map.of());
        Shutdown.addCleanUp(() -> server.signal("TERM"));
        Thread.ofPlatform().daemon().start(() -> endWith(server));
        try (BenchChannel channel = source.open(server)) {
            obey(new BenchClient(channel), console);
        }
        return ExitCode.OK.code();
    }

    /** Opens the client's end of the channel after the start of the server. */
    private interface ChannelSource {
        BenchChannel open(ChildProcess server) throws IOException;
    }

    /**
     * Returns a function that opens the client's end of the channel. For a UNIX socket, first
     * creates the socket, because the server connects to it.
     */
    private ChannelSource source(BenchMechanism measured, Path files) throws IOException {
        return switch (measured) {
            case RING, SHARED -> _ -> RingBenchChannel.ofClient(files);
            case FIFO -> _ -> StreamBenchChannel.ofClientFifos(files);
            case PIPE -> StreamBenchChannel::toChild;
            case SOCKET -> {
                ServerSocketChannel listener = StreamBenchChannel.listen(files);
                yield _ -> StreamBenchChannel.accept(listener);
            }
            case POSIX, SYSV -> server -> queues(measured, server);
        };
    }

    /** Opens the two queues whose addresses the server has written to its stdout. */
    private BenchChannel queues(BenchMechanism measured, ChildProcess server) throws IOException {
        String addresses =
                new BufferedReader(
                                new InputStreamReader(server.stdout(), StandardCharsets.US_ASCII))
                        .readLine();
        if (addresses == null) {
            throw BenchChannel.peerEnded(null);
        }
        QueueBenchChannel channel = QueueBenchChannel.open(measured, addresses);
        removal = channel::removeQueues;
        return channel;
    }

    /**
     * Waits until the server ends, then ends this process. Runs in a second thread, because the
     * main thread may be waiting for an item that a dead server cannot send.
     */
    private void endWith(ChildProcess server) {
        int status = server.await().status();
        removal.run();
        Runtime.getRuntime().halt(status == 0 ? 0 : 1);
    }

    private static void obey(BenchClient client, Console console) throws IOException {
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            int size = Integer.parseInt(words[1]);
            long nanos = Long.parseLong(words[2]);
            BenchSample sample =
                    switch (words[0]) {
                        case THROUGHPUT -> client.throughput(size, nanos);
                        case ROUND_TRIP -> client.roundTrip(size, nanos);
                        default ->
                                throw new IpcException(Category.USAGE, "unknown order: " + order);
                    };
            console.text().println(sample.line()).flush();
        }
        client.end();
    }
}
