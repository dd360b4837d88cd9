package ipckit.mq;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Console;
import ipckit.common.cli.Patience;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Pieces;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunReader;
import ipckit.common.process.CommandLine;
import ipckit.mq.box.BoxSpec;
import ipckit.mq.box.Draft;
import ipckit.mq.box.Mailbox;
import ipckit.mq.box.Meta;
import ipckit.mq.box.Outcome;
import ipckit.mq.box.Pender;
import ipckit.mq.box.Sender;

import java.io.BufferedInputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.util.List;

/** One run of {@code send}. */
final class Sending {
    private static final String STDIN = "-";

    /**
     * What is asked for.
     *
     * @param messages their bodies; {@code -} for those on stdin
     * @param pend whether one may be kept beyond the limit
     */
    record Plan(
            ObjectName mailbox,
            List<String> messages,
            int priority,
            Meta meta,
            Framing framing,
            Patience.Limit patience,
            boolean untilReceived,
            boolean pend) {}

    /** How one message is sent. */
    private interface Way {
        Outcome send(Draft draft);
    }

    private final Plan plan;
    private final Console console;
    private final byte[] meta;
    private long sent;
    private boolean waitsForReceiver;

    Sending(Plan plan, Console console) {
        this.plan = plan;
        this.console = console;
        this.meta = plan.meta().bytes();
    }

    /**
     * @throws IpcException for whatever ended it early; its message says how many messages are in
     */
    void run() {
        try {
            Mailbox box = new Mailboxes().open(plan.mailbox());
            waitsForReceiver = plan.untilReceived() || box.spec().isRendezvous();
            if (plan.pend()) {
                pendAll(box);
            } else {
                sendAll(box);
            }
        } catch (InternalError e) {
            throw withCount(Mailboxes.named(plan.mailbox(), MappedFile.fault(e, "it")));
        } catch (IpcException e) {
            throw withCount(e);
        }
    }

    private void pendAll(Mailbox box) {
        if (box.spec().isRendezvous()) {
            throw new IpcException(
                    Category.USAGE, "--pend needs a mailbox that holds messages, not capacity 0");
        }
        try (Pender pender = box.pender(plan.meta().sender(), plan.patience().next())) {
            each(box.spec(), pender::sendOrPend);
        } catch (IpcException e) {
            throw Mailboxes.named(plan.mailbox(), e);
        }
    }

    private void sendAll(Mailbox box) {
        try (Sender sender = box.sender(plan.patience().next())) {
            boolean waits = plan.untilReceived();
            boolean runs = !waits && plan.framing() != Framing.FRAMES;
            for (String message : plan.messages()) {
                if (runs && message.equals(STDIN)) {
                    sendRuns(sender, box.spec());
                } else {
                    one(
                            message,
                            box.spec(),
                            draft -> {
                                Deadline deadline = plan.patience().next();
                                return waits
                                        ? sender.sendUntilReceived(draft, deadline)
                                        : sender.send(draft, deadline);
                            });
                }
            }
        } catch (IpcException e) {
            throw Mailboxes.named(plan.mailbox(), e);
        }
    }

    private void each(BoxSpec spec, Way way) {
        for (String message : plan.messages()) {
            one(message, spec, way);
        }
    }

    private void one(String message, BoxSpec spec, Way way) {
        if (!message.equals(STDIN)) {
            send(way, plan.priority(), meta, MemorySegment.ofArray(CommandLine.bytesOf(message)));
        } else if (plan.framing() == Framing.FRAMES) {
            sendFrames(spec, way);
        } else {
            sendItems(spec, way);
        }
    }

    private void send(Way way, int priority, byte[] beside, MemorySegment body) {
        check(way.send(new Draft(priority, beside, body, 0, body.byteSize())), 1);
    }

    private void check(Outcome outcome, long messages) {
        switch (outcome) {
            case DONE -> sent += messages;
            case PENDING -> {
                sent += messages;
                console.message("ipc-mq: " + plan.mailbox() + " is full: the message is pending");
            }
            default ->
                    throw Waits.failure(
                            outcome,
                            plan.patience(),
                            waitsForReceiver ? "nobody has received it" : "it is full");
        }
    }

    /** As many at once as there is room for. */
    private void sendRuns(Sender sender, BoxSpec spec) {
        try (RunReader reader = new RunReader(console.stdin(), plan.framing(), spec.maxSize())) {
            while (reader.next()) {
                Outcome outcome =
                        sender.sendRun(
                                plan.framing().format(),
                                reader.bytes(),
                                reader.from(),
                                reader.length(),
                                plan.priority(),
                                meta,
                                plan.patience()::next);
                sent += sender.sent();
                check(outcome, 0);
            }
        }
    }

    private void sendItems(BoxSpec spec, Way way) {
        try (RunReader reader = new RunReader(console.stdin(), plan.framing(), spec.maxSize())) {
            while (reader.next()) {
                Pieces run = new Pieces().set(reader.bytes(), reader.from(), reader.length());
                ItemCursor items = new ItemCursor();
                items.reset(plan.framing().format(), run);
                while (items.next()) {
                    check(
                            way.send(
                                    new Draft(
                                            plan.priority(),
                                            meta,
                                            reader.bytes(),
                                            reader.from() + items.from(),
                                            items.length())),
                            1);
                }
            }
        }
    }

    /** Each frame brings its own priority and what is beside its body. */
    private void sendFrames(BoxSpec spec, Way way) {
        long most = (long) spec.maxSize() + BoxSpec.META_BYTES + Integer.BYTES;
        Frames.Reader reader =
                new Frames.Reader(
                        new BufferedInputStream(Channels.newInputStream(console.stdin())), most);
        for (Frames.Frame frame = reader.next(); frame != null; frame = reader.next()) {
            boolean bare = frame.meta().length == 0 && frame.priority() == 0;
            send(
                    way,
                    bare ? plan.priority() : frame.priority(),
                    bare ? meta : frame.meta(),
                    MemorySegment.ofArray(frame.body()));
        }
    }

    private IpcException withCount(IpcException e) {
        if (e.category() == Category.USAGE
                || sent == 0 && plan.messages().size() == 1 && !plan.messages().contains(STDIN)) {
            return e;
        }
        return new IpcException(
                e.category(),
                e.getMessage() + "; " + (sent == 1 ? "1 message" : sent + " messages") + " in",
                e);
    }
}
