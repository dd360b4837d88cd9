package ipckit.prodcons.bench;

import ipckit.common.PathBytes;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;

import java.io.IOException;
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
        Path files = PathBytes.path(given.get(directory));
        try (BenchChannel channel =
                switch (given.get(mechanism)) {
                    case RING, SHARED -> RingBenchChannel.ofServer(files);
                    case FIFO -> PipeBenchChannel.ofServerFifos(files);
                    case PIPE -> new PipeBenchChannel(console.stdout(), console.stdin());
                }) {
            new BenchServer(channel).serve();
        }
        return ExitCode.OK.code();
    }
}
