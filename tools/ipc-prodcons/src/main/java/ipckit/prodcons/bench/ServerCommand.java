package ipckit.prodcons.bench;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;

import java.io.IOException;
import java.nio.file.Path;

/** The process at the other end of one mechanism. */
public final class ServerCommand implements Command {
    /** How the client starts it. */
    public static final String VERB = "bench-server";

    private final Arg<Mechanism> mechanism;
    private final Arg<String> directory;

    /** Declares its arguments. */
    public ServerCommand(Arguments arguments) {
        mechanism = arguments.operand("MECHANISM", "what is measured", Mechanism.CHOICES);
        directory = arguments.operand("DIRECTORY", "where its files are");
    }

    @Override
    public int run(Parsed given, Console console) throws IOException {
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
