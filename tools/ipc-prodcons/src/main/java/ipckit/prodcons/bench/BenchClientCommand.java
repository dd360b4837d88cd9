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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
        List<String> arguments =
                List.of(BenchServerCommand.VERB, measured.typed(), given.get(directory));
        ChildProcess server = ThisProgram.start(main, arguments, Map.of());
        Shutdown.addCleanUp(() -> server.signal("TERM"));
        Thread.ofPlatform().daemon().start(() -> endWith(server));
        Path files = PathBytes.path(given.get(directory));
        try (BenchChannel channel =
                switch (measured) {
                    case RING, SHARED -> RingBenchChannel.ofClient(files);
                    case FIFO -> PipeBenchChannel.ofClientFifos(files);
                    case PIPE -> PipeBenchChannel.toChild(server);
                }) {
            obey(new BenchClient(channel), console);
        }
        return ExitCode.OK.code();
    }

    /**
     * Waits until the server ends, then ends this process. Runs in a second thread, because the
     * main thread may be waiting for an item that a dead server cannot send.
     */
    private static void endWith(ChildProcess server) {
        Runtime.getRuntime().halt(server.await().status() == 0 ? 0 : 1);
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
