package ipckit.common.mailbox.torture;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.torture.MessageNotes.Kind;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that answers calls: the question backwards, with a status and an error message that
 * belong to it.
 */
final class ServingProcess {
    private static final long PATIENCE_NANOS = 200_000_000;

    private ServingProcess() {}

    static void main(String[] args) {
        TortureProcess us = new TortureProcess(args);
        long came = System.nanoTime();
        try (Receiver service = us.box.service(Deadline.NEVER)) {
            us.board.attached(us.number, came);
            for (; ; ) {
                boolean last = us.board.isStopped();
                MailboxOutcome outcome = service.receive(1, 0, Deadline.afterNanos(PATIENCE_NANOS));
                if (outcome == MailboxOutcome.TIMED_OUT && last) {
                    return;
                }
                if (outcome != MailboxOutcome.DONE) {
                    continue;
                }
                Message question = service.message(0);
                us.notes.note(Kind.RECEIVED, 0, question.times(), us.read(question));
                if (us.random.nextInt(20) == 0) {
                    LockSupport.parkNanos(us.random.nextInt(30_000_000));
                }
                byte[] body = question.body();
                boolean ours =
                        service.answer(
                                status(body),
                                error(body).getBytes(StandardCharsets.UTF_8),
                                answer(body));
                if (!ours) {
                    throw new IllegalStateException("a claim without a lease was taken away");
                }
                us.notes.note(Kind.DONE, 0, question.times(), us.read(question));
                us.board.atWork(us.number);
            }
        }
    }

    static byte[] answer(byte[] question) {
        byte[] answer = new byte[question.length];
        for (int i = 0; i < answer.length; i++) {
            answer[i] = question[question.length - 1 - i];
        }
        return answer;
    }

    static int status(byte[] question) {
        return question.length % 256;
    }

    static String error(byte[] question) {
        return status(question) == 0 ? "" : "status " + status(question);
    }
}
