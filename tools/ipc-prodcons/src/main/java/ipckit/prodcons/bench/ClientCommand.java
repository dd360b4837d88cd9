package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.ThisProgram;
import ipckit.prodcons.Main;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The process that measures one mechanism: starts the server, then reads an order a line ({@code t
 * 64 200000000}: throughput, 64 bytes, nanoseconds) and answers with a sample each.
 */
public final class ClientCommand implements Command {
    /** How the program starts it. */
    public static final String VERB = "bench-client";

    static final String THROUGHPUT = "t";
    static final String ROUND_TRIP = "r";

    private final Argument<Mechanism> mechanism;
    private final Argument<String> directory;

    /** Declares its arguments. */
    public ClientCommand(Arguments arguments) {
        mechanism = arguments.operand("MECHANISM", "what is measured", Mechanism.CHOICES);
        directory = arguments.operand("DIRECTORY", "where its files are");
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        Mechanism measured = given.get(mechanism);
        Process server = startServer(measured, given.get(directory));
        server.onExit()
                .thenAccept(ended -> Runtime.getRuntime().halt(ended.exitValue() == 0 ? 0 : 1));
        Path files = Path.of(given.get(directory));
        try (Channel channel =
                switch (measured) {
                    case RING, SHARED -> RingChannel.ofClient(files);
                    case FIFO -> PipeChannel.ofFifosAtClient(files);
                    case PIPE -> PipeChannel.toChild(server);
                }) {
            obey(new Client(channel), console);
        }
        return ExitCode.OK.code();
    }

    private static Process startServer(Mechanism measured, String directory) {
        List<String> arguments = List.of(ServerCommand.VERB, measured.typed(), directory);
        return ThisProgram.start(Main.class, arguments, Map.of());
    }

    private static void obey(Client client, Console console) throws IOException {
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            int size = Integer.parseInt(order, 2, order.lastIndexOf(' '), 10);
            long nanos = Long.parseLong(order.substring(order.lastIndexOf(' ') + 1));
            Sample sample =
                    switch (order.substring(0, 1)) {
                        case THROUGHPUT -> client.throughput(size, nanos);
                        case ROUND_TRIP -> client.roundTrip(size, nanos);
                        default -> throw new IpcException(Category.USAGE, "no order: " + order);
                    };
            console.text().println(sample.line()).flush();
        }
        client.end();
    }
}
