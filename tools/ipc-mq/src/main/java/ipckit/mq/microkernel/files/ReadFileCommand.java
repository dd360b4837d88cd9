package ipckit.mq.microkernel.files;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.pipe.NonBlockingRetry;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** {@code file read}: writes the bytes of a file to standard output. */
final class ReadFileCommand implements Command {
    private final Argument<String> name;
    private final ClientOptions client;

    ReadFileCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the file to read", FileNameConverter.ANY);
        client = new ClientOptions(arguments);
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (ServiceClient services = client.open(given)) {
            new FileReading(FileClient.of(services), bytes -> write(bytes, console))
                    .copy(given.get(name));
        }
        return ExitCode.OK.code();
    }

    private static void write(ByteBuffer bytes, Console console) {
        WritableByteChannel out = console.stdout();
        int tries = 0;
        try {
            while (bytes.hasRemaining()) {
                if (out.write(bytes) > 0) {
                    tries = 0;
                } else {
                    NonBlockingRetry.pause(tries++);
                }
            }
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
    }
}
