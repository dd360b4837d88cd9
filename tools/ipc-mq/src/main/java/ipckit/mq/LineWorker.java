package ipckit.mq;

import ipckit.common.naming.ObjectName;
import ipckit.common.process.GivenCommand;
import ipckit.mq.box.Message;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One command that answers every question, which is a line, with a line. */
final class LineWorker implements Worker {
    private final List<String> words;
    private GivenCommand.Running run;
    private InputStream answers;

    LineWorker(List<String> words) {
        this.words = words;
    }

    @Override
    public Result answer(ObjectName mailbox, Message question) {
        for (byte one : question.body()) {
            if (one == '\n') {
                return failure("the question has several lines, and the service takes one", false);
            }
        }
        if (run == null) {
            run = new GivenCommand(words).feeding().answeringLines().start();
            answers = new BufferedInputStream(run.process().getInputStream());
        }
        try {
            OutputStream in = run.process().getOutputStream();
            in.write(question.body());
            in.write('\n');
            in.flush();
            byte[] line = readLine();
            if (line != null) {
                return new Result(0, new byte[0], line, false);
            }
        } catch (IOException e) {
            // It has ended: told below.
        }
        return failure(words.getFirst() + " ended before it had answered", true);
    }

    private static Result failure(String why, boolean last) {
        return new Result(1, why.getBytes(StandardCharsets.UTF_8), new byte[0], last);
    }

    private byte[] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = answers.read(); one >= 0; one = answers.read()) {
            if (one == '\n') {
                return line.toByteArray();
            }
            line.write(one);
        }
        return null;
    }

    /** Its input ends; it is expected to end then. */
    @Override
    public void close() {
        if (run != null) {
            try {
                run.process().getOutputStream().close();
            } catch (IOException e) {
                // It has ended already.
            }
            run.await();
        }
    }
}
