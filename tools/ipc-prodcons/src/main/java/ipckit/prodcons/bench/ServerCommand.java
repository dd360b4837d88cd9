package ipckit.prodcons.bench;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;

import java.io.IOException;
import java.nio.file.Path;

/** The process at the other end of one mechanism. */
public final class ServerCommand implements Command {
    /** How the client starts it. */
    public static final String VERB = "bench-server";

    private final Argument<Mechanism> mechanism;
    private final Argument<String> directory;

    /** Declares its arguments. */
    public ServerCommand(Arguments arguments) {
        mechanism = arguments.operand("MECHANISM", "what is measured", Mechanism.CHOICES);
        directory = arguments.operand("DIRECTORY", "where its files are");
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        Path files = Path.of(given.get(directory));
        try (Channel channel =
                switch (given.get(mechanism)) {
                    case RING, SHARED -> RingChannel.ofServer(files);
                    case FIFO -> PipeChannel.ofFifosAtServer(files);
                    case PIPE -> new PipeChannel(console.stdout(), console.stdin());
                }) {
            new Server(channel).serve();
        }
        return ExitCode.OK.code();
    }
}
