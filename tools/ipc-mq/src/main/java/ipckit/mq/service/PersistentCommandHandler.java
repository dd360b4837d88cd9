package ipckit.mq.service;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.mailbox.Message;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.Shutdown;
import ipckit.common.process.UserCommand;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One command that answers every question, one after the other. One that ends over a question, or
 * says what nobody has asked it, is started anew for the next.
 */
final class PersistentCommandHandler implements RequestHandler {
    /** How much later than its output's end its own end may come. */
    private static final long ENDING_MILLIS = 150;

    private final List<String> words;
    private final RequestReplyProtocol exchange;
    private final Consumer<byte[]> news;
    private UserCommand.Running run;
    private InputStream answers;

    /**
     * @param news what whoever runs the service should know
     */
    PersistentCommandHandler(
            List<String> words, RequestReplyProtocol exchange, Consumer<byte[]> news) {
        this.words = words;
        this.exchange = exchange;
        this.news = news;
    }

    @Override
    public Result answer(ObjectName mailbox, Message question) {
        String refusal = exchange.refusal(question);
        if (refusal != null) {
            return failure(ExitCode.UNUSABLE.code(), mailbox, refusal);
        }
        if (run != null) {
            String wrong = lookBefore();
            if (wrong != null) {
                end();
                news.accept(utf8(line(mailbox, words.getFirst() + wrong + ": begun anew")));
            }
        }
        if (run == null) {
            run = new UserCommand(words).feeding().answeringLines().start();
            answers = new BufferedInputStream(run.process().getInputStream());
        }
        try {
            exchange.ask(question, run.process().getOutputStream());
            byte[] answer = exchange.answer(answers);
            if (answer != null) {
                return new Result(0, new byte[0], answer);
            }
        } catch (IpcException e) {
            if (run.process().isAlive()) {
                end();
                return failure(ExitCode.CORRUPT.code(), mailbox, "no answer: " + e.getMessage());
            }
        } catch (IOException e) {
            // It has ended: told below.
        }
        int status = statusIfEnded();
        if (Shutdown.isMeant(status)) {
            return new Result(status, new byte[0], new byte[0]);
        }
        end();
        return failure(
                status == 0 ? ExitCode.UNAVAILABLE.code() : status,
                mailbox,
                words.getFirst() + " ended before it had answered");
    }

    /** Why it cannot be asked any more; null if it can. */
    private String lookBefore() {
        try {
            if (answers.available() > 0) {
                return " said what nobody had asked";
            }
        } catch (IOException e) {
            // It has ended.
        }
        return run.process().isAlive() ? null : " has ended";
    }

    /** What it ended with; 0 if it has only closed its output. */
    private int statusIfEnded() {
        try {
            return run.process().waitFor(ENDING_MILLIS, TimeUnit.MILLISECONDS) ? run.await() : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void end() {
        run.process().destroy();
        statusIfEnded();
        run.process().destroyForcibly();
        run.await();
        run = null;
    }

    private static Result failure(int status, ObjectName mailbox, String why) {
        return new Result(status, utf8(line(mailbox, why)), new byte[0]);
    }

    private static String line(ObjectName mailbox, String what) {
        return "ipc-mq: mailbox " + mailbox + ": " + what + "\n";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
