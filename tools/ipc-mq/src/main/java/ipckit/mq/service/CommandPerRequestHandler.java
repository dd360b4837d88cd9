package ipckit.mq.service;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Message;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.CommandInput;
import ipckit.common.process.CommandWork;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.UserCommand;
import ipckit.mq.message.CommandDelivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Starts a command for each request.
 *
 * @param words the command and its arguments
 * @param framing {@code WHOLE} to pass requests and replies on unchanged; {@code LINES} to append a
 *     newline to each request and to remove the newline at the end of each reply
 */
record CommandPerRequestHandler(List<String> words, Framing framing) implements RequestHandler {
    @Override
    public Reply handle(CommandWork work, ObjectName mailbox, Message request) {
        ChildProcess child;
        try (CommandInput input = CommandDelivery.input(mailbox.text(), request, framing)) {
            ProcessLaunch command =
                    new UserCommand(words).reading(input).pipingStdout().pipingStderr();
            CommandDelivery.variables(mailbox.text(), request).forEach(command::with);
            child = work.start(command);
        }
        StreamReader errors = new StreamReader(child.stderr());
        errors.start();
        byte[] body = readAll(child.stdout());
        int status = child.await().status();
        join(errors);
        return new Reply(
                status, errors.bytes, framing == Framing.LINES ? withoutNewline(body) : body);
    }

    private static byte[] withoutNewline(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\n'
                ? Arrays.copyOf(line, line.length - 1)
                : line;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] readAll(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read the reply: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the command's stderr to its end. Another thread reads the command's stdout at the same
     * time, so that the command never blocks on a full pipe.
     */
    private static final class StreamReader extends Thread {
        private final InputStream stream;
        private byte[] bytes = {};

        StreamReader(InputStream stream) {
            this.stream = stream;
            setDaemon(true);
        }

        @Override
        public void run() {
            bytes = readAll(stream);
        }
    }
}
