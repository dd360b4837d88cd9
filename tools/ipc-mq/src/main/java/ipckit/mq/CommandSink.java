package ipckit.mq;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Pieces;
import ipckit.common.memory.RunFormat;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunWriter;
import ipckit.common.process.Ending;
import ipckit.common.process.GivenCommand;
import ipckit.mq.box.Draft;
import ipckit.mq.box.Mailbox;
import ipckit.mq.box.Message;
import ipckit.mq.box.Outcome;
import ipckit.mq.box.Receiver;
import ipckit.mq.box.Sender;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Each message to a run of a command, acknowledged when that succeeds. A command that Ctrl-C or its
 * like has ended was not at fault: no retry, no dead letter, an end.
 */
final class CommandSink implements Sink {
    /** How much earlier than at its end a lease is extended. */
    private static final int PARTS = 3;

    private final List<String> words;
    private final Framing framing;
    private final long lease;
    private final long retries;
    private final ObjectName deadLetter;
    private final Sender deadLetters;
    private final Consumer<String> errors;

    /**
     * @param lease milliseconds; 0 for none
     * @param retries how often a message that failed is tried again
     * @param deadLetter where it goes then; null to give it back and end
     * @param errors where a failure that ends us is told
     */
    CommandSink(
            List<String> words,
            Framing framing,
            long lease,
            long retries,
            ObjectName deadLetter,
            Consumer<String> errors) {
        this.words = words;
        this.framing = framing;
        this.lease = lease;
        this.retries = retries;
        this.deadLetter = deadLetter;
        this.errors = errors;
        this.deadLetters = deadLetter == null ? null : sender(new Mailboxes().open(deadLetter));
    }

    private static Sender sender(Mailbox box) {
        return box.sender(Deadline.NEVER);
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public boolean isUnwanted() {
        return false;
    }

    @Override
    public int deliver(Route route, Receiver receiver) {
        Message message = receiver.message(0);
        if (deadLetter != null && message.times() > retries + 1) {
            bury(route, receiver, message); // it has ended whoever tried it before
            return 0;
        }
        int status = run(route.text(), message, receiver);
        if (status == 0) {
            if (!receiver.acknowledge(1)) {
                errors.accept(
                        "ipc-mq: "
                                + route.title()
                                + ": the lease of message "
                                + message.number()
                                + " ended before it was done");
            }
            return 0;
        }
        if (Ending.isMeant(status)) {
            receiver.giveBack();
            return status;
        }
        if (message.times() <= retries) {
            receiver.giveBack();
            return AGAIN;
        }
        if (deadLetter != null) {
            bury(route, receiver, message);
            return 0;
        }
        receiver.giveBack();
        errors.accept(
                "ipc-mq: "
                        + words.getFirst()
                        + " failed with status "
                        + status
                        + ": message "
                        + message.number()
                        + " given back");
        return status;
    }

    private int run(String mailbox, Message message, Receiver receiver) {
        GivenCommand command = new GivenCommand(words).feeding();
        variables(mailbox, message).forEach(command::with);
        GivenCommand.Running run = command.start();
        feed(run.process(), message.body(), framing);
        return lease == 0
                ? run.await()
                : run.await(Math.max(1, lease / PARTS), () -> receiver.extend(lease));
    }

    /** What a command learns of its message besides the body. */
    static Map<String, String> variables(String mailbox, Message message) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("IPC_MAILBOX", mailbox);
        variables.put("IPC_ID", Long.toString(message.number()));
        variables.put("IPC_SENDER", Template.sender(message));
        variables.put("IPC_PRIORITY", Integer.toString(message.priority()));
        variables.put("IPC_REDELIVERED", Integer.toString(message.times() - 1));
        variables.put("IPC_REPLY_TO", message.meta().replyTo());
        return variables;
    }

    /** It need not read its input: its exit status alone decides. */
    static void feed(Process process, byte[] body, Framing framing) {
        try (OutputStream in = process.getOutputStream();
                RunWriter writer = new RunWriter(Channels.newChannel(in), framing, () -> true)) {
            writer.write(
                    RunFormat.ONE,
                    1,
                    new Pieces().set(MemorySegment.ofArray(body), 0, body.length));
            writer.flush();
        } catch (IpcException e) {
            if (e.category() != Category.OUTPUT_CLOSED) {
                throw e;
            }
        } catch (IOException e) {
            // as above: closing found that it reads no more
        }
    }

    private void bury(Route route, Receiver receiver, Message message) {
        Map<String, String> headers = new LinkedHashMap<>(message.meta().headers());
        headers.putIfAbsent("failed-in", route.text());
        Outcome outcome =
                deadLetters.send(
                        Draft.of(
                                message.priority(),
                                new ipckit.mq.box.Meta(
                                        message.meta().sender(), message.meta().replyTo(), headers),
                                message.body()),
                        Deadline.NEVER);
        if (outcome != Outcome.DONE) {
            receiver.giveBack();
            throw new IpcException(Category.REMOVED, "mailbox " + deadLetter + " was removed");
        }
        receiver.acknowledge(1);
    }

    @Override
    public void close() {
        if (deadLetters != null) {
            deadLetters.close();
        }
    }
}
