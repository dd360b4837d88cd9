package ipckit.mq.manage;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.cli.runner.Command;
import ipckit.common.mailbox.MailboxSnapshot;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.pipe.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.mailbox.CapacityConverter;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.task.MailboxReferenceParser;

/** {@code stat}: what is in a mailbox and who takes part. */
public final class ShowMailboxCommand implements Command {
    private static final int LABEL = 13;

    private final Argument<String> name;
    private final Argument<Boolean> json;

    public ShowMailboxCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox");
        json = arguments.json();
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (KernelQueueName.isMeantBy(given.get(name))) {
            showQueue(KernelQueueName.parse(given.get(name)), given, console);
        } else {
            showMailbox(MailboxReferenceParser.parse(given.get(name), ""), given, console);
        }
        return ExitCode.OK.code();
    }

    private void showQueue(KernelQueueName queue, ParsedArguments given, Console console) {
        KernelQueue.Facts facts = KernelQueues.receiving(queue, KernelQueue::facts);
        if (given.get(json)) {
            KernelQueueStatus.write(console.json(), queue, facts);
        } else {
            KernelQueueStatus.print(console.text(), queue, facts);
        }
    }

    private void showMailbox(MailboxReference route, ParsedArguments given, Console console) {
        MailboxSnapshot seen;
        try {
            seen = route.monitor().look(true);
        } catch (IpcException e) {
            throw route.named(e);
        }
        if (given.get(json)) {
            MailboxSnapshotJson.write(console.json(), route.text(), seen);
        } else {
            print(console.text(), route, seen);
        }
    }

    private static void print(TextOutput out, MailboxReference route, MailboxSnapshot seen) {
        MailboxSpec spec = seen.spec();
        line(out, route.noun(), route.name() + ", " + FillLevel.word(seen));
        line(
                out,
                "capacity",
                spec.isRendezvous() ? "0: from hand to hand" : CapacityConverter.text(spec));
        line(out, "message", (spec.fixed() ? "" : "up to ") + spec.maxSize() + " bytes");
        line(out, "sharing", MailboxSnapshotJson.words(spec.sharing().name()));
        if (spec.durable()) {
            line(out, "durable", "yes: on disk before a send is reported");
        }
        if (spec.owner() != null) {
            line(out, "owner", "process " + spec.owner().pid());
        }
        line(out, "ready", Integer.toString(seen.ready()));
        line(out, "claimed", Integer.toString(seen.claimed()));
        line(out, "pending", Integer.toString(seen.pending()));
        line(out, "sent", Long.toString(seen.sent()));
        line(out, "received", Long.toString(seen.received()));
        line(out, "redelivered", Long.toString(seen.redelivered()));
        line(out, "created", Timestamps.iso(seen.created()));
        if (seen.participants().isEmpty()) {
            return;
        }
        TextTable table =
                new TextTable()
                        .left("ROLE")
                        .right("PID")
                        .right("MOVED")
                        .left("WAITS FOR")
                        .left("SINCE");
        for (MailboxSnapshot.Participant one : seen.participants()) {
            table.row(
                    MailboxSnapshotJson.words(one.role().name()),
                    one.pidIsOurs() ? Long.toString(one.pid()) : one.pid() + "?",
                    Long.toString(one.moved()),
                    one.waitsFor(),
                    Timestamps.iso(one.since()));
        }
        out.println("");
        table.print(out);
    }

    static void line(TextOutput out, String label, String value) {
        StringBuilder line = new StringBuilder(label);
        line.repeat(' ', Math.max(2, LABEL - label.length())).append(value);
        out.println(line);
    }
}
