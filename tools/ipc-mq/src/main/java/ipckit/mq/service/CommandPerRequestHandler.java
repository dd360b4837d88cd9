package ipckit.mq.service;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Message;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.CommandInput;
import ipckit.common.process.UserCommand;
import ipckit.mq.message.CommandDelivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** A run of a command for each question. */
final class CommandPerRequestHandler implements RequestHandler {
    private final List<String> words;
    private final Framing framing;

    /**
     * @param whole whether questions and answers are taken as they are, rather than as lines
     */
    CommandPerRequestHandler(List<String> words, boolean whole) {
        this.words = words;
        this.framing = whole ? Framing.WHOLE : Framing.LINES;
    }

    @Override
    public Result answer(ObjectName mailbox, Message question) {
        ChildProcess child;
        try (CommandInput input = CommandDelivery.input(question.body(), framing)) {
            UserCommand command =
                    new UserCommand(words).reading(input).pipingStdout().pipingStderr();
            CommandDelivery.variables(mailbox.text(), question).forEach(command::with);
            child = command.start();
        }
        Drain errors = new Drain(child.stderr());
        errors.start();
        byte[] body = readAll(child.stdout());
        int status = child.await().status();
        await(errors);
        return new Result(
                status, errors.bytes, framing == Framing.LINES ? withoutNewline(body) : body);
    }

    static byte[] withoutNewline(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\n'
                ? Arrays.copyOf(line, line.length - 1)
                : line;
    }

    private static void await(Thread thread) {
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
            throw new IpcException(Category.IO, "cannot read the answer: " + e.getMessage(), e);
        }
    }

    /** Reads a stream to its end beside whoever reads another. */
    private static final class Drain extends Thread {
        private final InputStream stream;
        private byte[] bytes = {};

        Drain(InputStream stream) {
            this.stream = stream;
            setDaemon(true);
        }

        @Override
        public void run() {
            bytes = readAll(stream);
        }
    }
}
