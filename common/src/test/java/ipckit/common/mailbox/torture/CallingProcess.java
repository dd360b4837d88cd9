package ipckit.common.mailbox.torture;

import ipckit.common.Deadline;
import ipckit.common.mailbox.CallAnswer;
import ipckit.common.mailbox.Caller;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.torture.MessageNotes.Kind;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A process that sends questions to services (processes that answer calls), and checks that each
 * answer belongs to its question.
 */
final class CallingProcess {
    private static final long PATIENCE_NANOS = 100_000_000;

    private CallingProcess() {}

    static void main(String[] args) {
        TortureProcess us = new TortureProcess(args);
        try (Caller caller = us.box.caller(Deadline.NEVER)) {
            us.attached();
            for (long next = 0; !us.board.isStopped(); ) {
                byte[] body = us.body(next);
                us.board.attempted(us.number, next + 1);
                CallAnswer answer =
                        caller.call(
                                OutgoingMessage.of(0, MessageMetadata.NONE, body), us.deadline());
                boolean answered = answer.outcome() == MailboxOutcome.DONE && answer.status() >= 0;
                if (answered) {
                    check(us, next, body, answer);
                    us.board.atWork(us.number);
                }
                us.note(answered ? Kind.SENT : Kind.REFUSED, 0, next);
                next++;
                us.board.reported(us.number, next);
                us.board.pauseSometimes(us.random);
                if (answer.outcome() == MailboxOutcome.NO_SERVICE) {
                    MailboxOutcome ignored =
                            caller.awaitService(Deadline.afterNanos(PATIENCE_NANOS));
                } else if (answer.outcome() == MailboxOutcome.DONE
                        && answer.status() == CallAnswer.UNANSWERED) {
                    throw new IllegalStateException("there are only services");
                }
            }
        }
    }

    private static void check(TortureProcess us, long number, byte[] question, CallAnswer answer) {
        if (!Arrays.equals(ServingProcess.answer(question), answer.body())
                || answer.status() != ServingProcess.status(question)
                || !new String(answer.error(), StandardCharsets.UTF_8)
                        .equals(ServingProcess.error(question))) {
            throw new IllegalStateException(
                    "worker " + us.number + " has another answer to question " + number);
        }
    }
}
