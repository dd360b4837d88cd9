package ipckit.mq;

import ipckit.common.naming.ObjectName;
import ipckit.common.process.Ending;
import ipckit.common.process.GivenCommand;
import ipckit.mq.box.Message;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One command that answers every question, one after the other. */
final class KeptWorker implements Worker {
    /** How much later than its output's end its own end may come. */
    private static final long ENDING_MILLIS = 150;

    private final List<String> words;
    private final Exchange exchange;
    private GivenCommand.Running run;
    private InputStream answers;

    KeptWorker(List<String> words, Exchange exchange) {
        this.words = words;
        this.exchange = exchange;
    }

    @Override
    public Result answer(ObjectName mailbox, Message question) {
        String refusal = exchange.refusal(question);
        if (refusal != null) {
            return failure(refusal, false);
        }
        if (run == null) {
            run = new GivenCommand(words).feeding().answeringLines().start();
            answers = new BufferedInputStream(run.process().getInputStream());
        }
        try {
            exchange.ask(question, run.process().getOutputStream());
            byte[] answer = exchange.answer(answers);
            if (answer != null) {
                return new Result(0, new byte[0], answer, false);
            }
        } catch (IOException e) {
            // It has ended: told below.
        }
        int status = statusIfEnded();
        return Ending.isMeant(status)
                ? new Result(status, new byte[0], new byte[0], true)
                : failure(words.getFirst() + " ended before it had answered", true);
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

    private static Result failure(String why, boolean last) {
        return new Result(1, why.getBytes(StandardCharsets.UTF_8), new byte[0], last);
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
