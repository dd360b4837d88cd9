package ipckit.mq.manage;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.PrintableText;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.cli.runner.Command;
import ipckit.common.mailbox.MailboxSnapshot;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.mailbox.CapacityConverter;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.task.MailboxReferenceParser;

/** {@code stat}: shows a mailbox and its participants. */
public final class ShowMailboxCommand implements Command {
    private static final int LABEL_WIDTH = 13;

    private final Argument<String> name;
    private final Argument<Boolean> json;

    public ShowMailboxCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox").completes(Completion.MAILBOX);
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
        KernelQueueStatus status = KernelQueueStatus.of(queue);
        if (given.get(json)) {
            JsonWriter line = console.json().object().field("name", queue.toString());
            status.writeFields(line);
            line.end().endLine();
        } else {
            line(console.text(), "mailbox", queue + ", " + status.state());
            status.print(console.text());
        }
    }

    private void showMailbox(MailboxReference reference, ParsedArguments given, Console console) {
        MailboxSnapshot seen;
        try {
            seen = reference.monitor().look(true);
        } catch (IpcException e) {
            throw reference.named(e);
        }
        if (given.get(json)) {
            MailboxStatus.write(console.json(), reference.text(), seen);
        } else {
            print(console.text(), reference, seen);
        }
    }

    private static void print(TextOutput out, MailboxReference reference, MailboxSnapshot seen) {
        MailboxSpec spec = seen.spec();
        line(out, reference.noun(), reference.name() + ", " + MailboxStatus.state(seen));
        line(out, "capacity", spec.isRendezvous() ? "0: rendezvous" : CapacityConverter.text(spec));
        line(
                out,
                "message",
                (spec.fixed() ? "" : "up to ") + CountedNoun.of(spec.maxSize(), "byte"));
        line(out, "sharing", MailboxStatus.words(spec.sharing().name()));
        if (spec.durable()) {
            line(out, "durable", "yes: on disk before a send is reported");
        }
        if (spec.owner() != null) {
            line(out, "owner", "process " + spec.owner().pid());
        }
        line(out, "ready", Integer.toString(seen.ready()));
        line(out, "claimed", Integer.toString(seen.claimed()));
        line(out, "pending", Integer.toString(seen.pending()));
        line(out, "delayed", Integer.toString(seen.delayed()));
        line(out, "sent", Long.toString(seen.sent()));
        line(out, "received", Long.toString(seen.received()));
        line(out, "expired", Long.toString(seen.expired()));
        line(out, "redelivered", Long.toString(seen.redelivered()));
        line(out, "created", Timestamps.iso(seen.created()));
        if (seen.participants().isEmpty()) {
            return;
        }
        TextTable table = new TextTable();
        table.left("ROLE").right("PID").right("MOVED").left("WAITS FOR").left("SINCE");
        for (MailboxSnapshot.Participant participant : seen.participants()) {
            table.row(
                    MailboxStatus.words(participant.role().name()),
                    participant.pidIsOurs()
                            ? Long.toString(participant.pid())
                            : participant.pid() + "?",
                    Long.toString(participant.moved()),
                    participant.waitsFor(),
                    Timestamps.iso(participant.since()));
        }
        out.println("");
        table.print(out);
    }

    static void line(TextOutput out, String label, String value) {
        StringBuilder line = new StringBuilder(label);
        line.repeat(' ', Math.max(2, LABEL_WIDTH - label.length()));
        line.append(PrintableText.of(value));
        out.println(line);
    }
}
