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
            console.text().property("mailbox", queue + ", " + status.state());
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
        out.property(reference.noun(), reference.name() + ", " + MailboxStatus.state(seen));
        out.property(
                "capacity", spec.isRendezvous() ? "0: rendezvous" : CapacityConverter.text(spec));
        out.property(
                "message", (spec.fixed() ? "" : "up to ") + CountedNoun.of(spec.maxSize(), "byte"));
        out.property("sharing", MailboxStatus.words(spec.sharing().name()));
        if (spec.durable()) {
            out.property("durable", "yes: on disk before a send is reported");
        }
        if (spec.owner() != null) {
            out.property("owner", "process " + spec.owner().pid());
        }
        out.property("ready", Integer.toString(seen.ready()));
        out.property("claimed", Integer.toString(seen.claimed()));
        out.property("pending", Integer.toString(seen.pending()));
        out.property("delayed", Integer.toString(seen.delayed()));
        out.property("sent", Long.toString(seen.sent()));
        out.property("received", Long.toString(seen.received()));
        out.property("expired", Long.toString(seen.expired()));
        out.property("redelivered", Long.toString(seen.redelivered()));
        out.property("created", Timestamps.iso(seen.created()));
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
}
