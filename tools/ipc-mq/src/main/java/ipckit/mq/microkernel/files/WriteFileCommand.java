package ipckit.mq.microkernel.files;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.pipe.NonBlockingRetry;
import ipckit.mq.microkernel.client.ClientOptions;
import ipckit.mq.microkernel.client.ServiceClient;
import ipckit.mq.microkernel.files.store.FileStore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;

/**
 * {@code file write}: writes all bytes of standard input to a file. The bytes go to an {@link
 * IncompleteFile} first, which gets the name of the file at the end. So other clients see the old
 * file or the new one, and a command that dies changes nothing.
 */
final class WriteFileCommand implements Command {
    private static final Duration CLEAN_UP_LIMIT = Duration.ofSeconds(1);

    private final Argument<String> name;
    private final ClientOptions client;

    WriteFileCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the file to write", FileNameConverter.ANY);
        client = new ClientOptions(arguments);
        arguments.mayExit(ExitCode.UNUSABLE);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (ServiceClient services = client.openSilent(given);
                IncompleteFile file =
                        new IncompleteFile(
                                FileClient.of(services),
                                FileClient.temporaryName(),
                                temporary -> remove(services, temporary))) {
            copy(console.stdin(), file);
            file.complete(given.get(name));
        }
        return ExitCode.OK.code();
    }

    /**
     * Removes a file in the thread that handles a signal, while another thread may read the input.
     */
    private static void remove(ServiceClient services, String temporary) {
        try (ServiceClient other = services.another(CLEAN_UP_LIMIT)) {
            FileClient.of(other).remove(temporary);
        }
    }

    private static void copy(ReadableByteChannel from, IncompleteFile to) {
        ByteBuffer block = ByteBuffer.allocate(FileStore.MOST_BYTES);
        boolean isFirst = true;
        boolean isEnd;
        do {
            isEnd = !fill(block.clear(), from);
            // The first request creates the file, also if the input is empty.
            if (isFirst || block.position() > 0) {
                to.append(block.array(), block.position());
            }
            isFirst = false;
        } while (!isEnd);
    }

    /** Reads until the buffer is full. Returns false at the end of the input. */
    private static boolean fill(ByteBuffer block, ReadableByteChannel from) {
        int tries = 0;
        try {
            while (block.hasRemaining()) {
                int read = from.read(block);
                if (read < 0) {
                    return false;
                }
                if (read == 0) {
                    NonBlockingRetry.pause(tries++);
                } else {
                    tries = 0;
                }
            }
            return true;
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot read stdin", e);
        }
    }
}
