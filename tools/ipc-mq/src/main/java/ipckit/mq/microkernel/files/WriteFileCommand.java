package ipckit.mq.microkernel.files;

import ipckit.common.IpcException;
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

/**
 * {@code file write}: writes all bytes of standard input to a file. The bytes go to a temporary
 * file first, which gets the name of the file at the end. So other clients see the old file or the
 * new one, and a command that dies changes nothing.
 */
final class WriteFileCommand implements Command {
    private final Argument<String> name;
    private final ClientOptions client;

    WriteFileCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the file to write", FileNameConverter.ANY);
        client = new ClientOptions(arguments);
        arguments.mayExit(ExitCode.UNUSABLE);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (ServiceClient services = client.open(given)) {
            FileClient files = FileClient.of(services);
            String temporary = FileClient.temporaryName();
            try {
                copy(console.stdin(), files, temporary);
                files.rename(temporary, given.get(name));
            } catch (IpcException e) {
                removeQuietly(files, temporary);
                throw e;
            }
        }
        return ExitCode.OK.code();
    }

    private static void copy(ReadableByteChannel from, FileClient files, String to) {
        ByteBuffer block = ByteBuffer.allocate(FileStore.MOST_BYTES);
        long offset = 0;
        boolean isEnd;
        do {
            isEnd = !fill(block.clear(), from);
            // The first request creates the file, also if the input is empty.
            if (offset == 0 || block.position() > 0) {
                files.write(to, offset, block.array(), block.position());
            }
            offset += block.position();
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

    /** Removes the temporary file. If this fails too, the file server removes it later. */
    private static void removeQuietly(FileClient files, String temporary) {
        try {
            files.remove(temporary);
        } catch (IpcException e) {
            // The first failure says why.
        }
    }
}
