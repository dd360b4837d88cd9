package ipckit.common.mailbox.torture;

import ipckit.common.Deadline;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.torture.MessageNotes.Kind;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that answers calls. The answer consists of the bytes of the question in reverse order,
 * and a status and an error message that are computed from the question.
 */
final class ServingProcess {
    private ServingProcess() {}

    static void main(String[] args) {
        TortureProcess us = new TortureProcess(args);
        try (Receiver service = us.box.service(Deadline.NEVER)) {
            us.attached();
            us.receiveAll(limit -> service.receive(1, 0, limit), () -> answer(us, service));
        }
    }

    private static void answer(TortureProcess us, Receiver service) {
        Message question = service.message(0);
        us.note(Kind.RECEIVED, question);
        if (us.random.nextInt(20) == 0) {
            LockSupport.parkNanos(us.random.nextInt(30_000_000));
        }
        byte[] body = question.body();
        byte[] error = error(body).getBytes(StandardCharsets.UTF_8);
        if (!service.answer(status(body), error, answer(body))) {
            throw new IllegalStateException("a claim without a lease was taken away");
        }
        us.note(Kind.DONE, question);
        us.board.atWork(us.number);
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
