package ipckit.mq.service;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.mailbox.Message;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.Shutdown;
import ipckit.common.process.UserCommand;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private ChildProcess worker;
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
        if (worker != null) {
            String wrong = lookBefore();
            if (wrong != null) {
                end();
                news.accept(utf8(line(mailbox, words.getFirst() + wrong + ": begun anew")));
            }
        }
        if (worker == null) {
            worker = new UserCommand(words).pipingStdin().pipingStdout().start();
            answers = worker.stdout();
        }
        try {
            exchange.ask(question, worker.stdin());
            byte[] answer = exchange.answer(answers);
            if (answer != null) {
                return new Result(0, new byte[0], answer);
            }
        } catch (IpcException e) {
            if (worker.isAlive()) {
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
        return worker.isAlive() ? null : " has ended";
    }

    /** What it ended with; 0 if it has only closed its output. */
    private int statusIfEnded() {
        return worker.awaitEnd(ENDING_MILLIS) ? worker.await().status() : 0;
    }

    private void end() {
        worker.signal("TERM");
        statusIfEnded();
        worker.signal("KILL");
        worker.await();
        worker.closePipes();
        worker = null;
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
        if (worker != null) {
            try {
                worker.stdin().close();
            } catch (IOException e) {
                // It has ended already.
            }
            worker.await();
        }
    }
}
