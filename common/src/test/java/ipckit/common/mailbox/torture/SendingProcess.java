package ipckit.common.mailbox.torture;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.MessageTiming;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.PendingSender;
import ipckit.common.mailbox.Sender;
import ipckit.common.mailbox.torture.MessageNotes.Kind;
import ipckit.common.memory.RunFormat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;

/**
 * A process that sends messages in all ways that a mailbox offers, and notes the result of each
 * message.
 */
final class SendingProcess {
    private static final int PRIORITIES = 4;

    /**
     * The priority of all delayed messages, and of no other message. So within any other priority,
     * the messages of one sender are received in the order in which they were sent.
     */
    private static final int DELAYED_PRIORITY = PRIORITIES;

    private static final MessageTiming DELAYED = new MessageTiming(10, Deadline.NEVER);
    private static final int MOST_IN_RUN = 9;

    private final TortureProcess us;
    private final Sender sender;
    private final PendingSender pender;
    private long next;

    private SendingProcess(TortureProcess us, Sender sender, PendingSender pender) {
        this.us = us;
        this.sender = sender;
        this.pender = pender;
    }

    static void main(String[] args) {
        TortureProcess us = new TortureProcess(args);
        try (Sender sender = us.box.sender(Deadline.NEVER);
                PendingSender pender = us.box.pender("worker-" + us.number, Deadline.NEVER)) {
            us.attached();
            SendingProcess sending = new SendingProcess(us, sender, pender);
            while (!us.board.isStopped()) {
                sending.some();
                us.board.pauseSometimes(us.random);
            }
        }
    }

    private void some() {
        int way = us.random.nextInt(10);
        if (way < 3) {
            one(Way.UNTIL_RECEIVED);
        } else if (way < 5 && !us.box.spec().isRendezvous()) {
            one(Way.PEND);
        } else if (way < 7) {
            run();
        } else {
            one(Way.PLAIN);
        }
    }

    private enum Way {
        PLAIN,
        UNTIL_RECEIVED,
        PEND
    }

    private void one(Way way) {
        boolean delayed = way == Way.PLAIN && us.random.nextInt(8) == 0;
        int priority = delayed ? DELAYED_PRIORITY : us.random.nextInt(PRIORITIES);
        MessageMetadata meta =
                way == Way.PEND ? MessageMetadata.of("worker-" + us.number) : MessageMetadata.NONE;
        OutgoingMessage draft =
                OutgoingMessage.of(priority, meta, us.body(next))
                        .with(delayed ? DELAYED : MessageTiming.NONE);
        us.board.attempted(us.number, next + 1);
        if (way == Way.UNTIL_RECEIVED || us.box.spec().isRendezvous()) {
            us.note(Kind.OFFERED, priority, next);
        }
        long start = System.nanoTime();
        MailboxOutcome outcome =
                switch (way) {
                    case PLAIN -> sender.send(draft, us.deadline());
                    case UNTIL_RECEIVED -> sender.sendUntilReceived(draft, us.deadline());
                    case PEND -> pender.sendOrPend(draft);
                };
        boolean in = outcome == MailboxOutcome.DONE || outcome == MailboxOutcome.PENDING;
        if (in && way == Way.PLAIN) {
            us.board.waited(us.number, start, System.nanoTime());
        }
        note(in ? Kind.SENT : Kind.REFUSED, priority);
        if (!in
                && outcome != MailboxOutcome.TIMED_OUT
                && outcome != MailboxOutcome.PENDING_BEFORE
                && outcome != MailboxOutcome.PENDING_TOO_MANY) {
            throw new IllegalStateException(way + ": " + outcome);
        }
    }

    private void run() {
        int count = 1 + us.random.nextInt(MOST_IN_RUN);
        int priority = us.random.nextInt(PRIORITIES);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            lines.writeBytes(us.body(next + i));
            lines.write('\n');
        }
        us.board.attempted(us.number, next + count);
        for (int i = 0; i < count && us.box.spec().isRendezvous(); i++) {
            us.note(Kind.OFFERED, priority, next + i);
        }
        MailboxOutcome outcome =
                sender.sendRun(
                        RunFormat.LINES,
                        MemorySegment.ofArray(lines.toByteArray()),
                        0,
                        lines.size(),
                        priority,
                        MessageMetadata.NONE.bytes(),
                        MessageTiming.NONE,
                        us::deadline);
        if (outcome != MailboxOutcome.DONE && outcome != MailboxOutcome.TIMED_OUT) {
            throw new IllegalStateException("a run: " + outcome);
        }
        long sent = sender.sent();
        for (int i = 0; i < count; i++) {
            note(i < sent ? Kind.SENT : Kind.REFUSED, priority);
        }
    }

    private void note(Kind kind, int priority) {
        us.note(kind, priority, next);
        next++;
        us.board.reported(us.number, next);
        us.board.atWork(us.number);
    }
}
