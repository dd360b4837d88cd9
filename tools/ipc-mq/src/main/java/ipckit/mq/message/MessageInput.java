package ipckit.mq.message;

import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunReader;
import ipckit.common.process.OwnCommandLine;

import java.io.BufferedInputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;

/** The messages that a user gives, in arguments or on stdin, one after the other. */
public final class MessageInput {
    public static final String STDIN = "-";

    private final Console console;
    private final Framing framing;
    private final int priority;
    private final byte[] meta;
    private final long maxSize;

    /** What is done with each. */
    public interface Way {
        void send(OutgoingMessage draft);
    }

    /**
     * @param framing how messages are told apart on stdin
     * @param priority of all whose frames say nothing else
     * @param meta beside the bodies of the same
     * @param maxSize how many bytes a body may have
     */
    public MessageInput(Console console, Framing framing, int priority, byte[] meta, long maxSize) {
        this.console = console;
        this.framing = framing;
        this.priority = priority;
        this.meta = meta;
        this.maxSize = maxSize;
    }

    /** The one in an argument, or those on stdin. */
    public void each(String argument, Way way) {
        if (!argument.equals(STDIN)) {
            byte[] body = OwnCommandLine.bytesOf(argument);
            way.send(draft(priority, meta, body));
        } else if (framing == Framing.FRAMES) {
            frames(way);
        } else {
            items(way);
        }
    }

    private static OutgoingMessage draft(int priority, byte[] meta, byte[] body) {
        return new OutgoingMessage(priority, meta, MemorySegment.ofArray(body), 0, body.length);
    }

    private void items(Way way) {
        try (RunReader reader = new RunReader(console.stdin(), framing, maxSize)) {
            while (reader.next()) {
                RunBytes run = new RunBytes().set(reader.bytes(), reader.from(), reader.length());
                ItemCursor items = new ItemCursor();
                items.reset(framing.format(), run);
                while (items.next()) {
                    long from = reader.from() + items.from();
                    way.send(
                            new OutgoingMessage(
                                    priority, meta, reader.bytes(), from, items.length()));
                }
            }
        }
    }

    /** Each frame brings its own priority and what is beside its body. */
    private void frames(Way way) {
        MessageFrames.Reader reader =
                new MessageFrames.Reader(
                        new BufferedInputStream(Channels.newInputStream(console.stdin())),
                        maxSize + MailboxSpec.META_BYTES + Integer.BYTES);
        for (MessageFrames.Frame frame = reader.next(); frame != null; frame = reader.next()) {
            boolean bare = frame.meta().length == 0 && frame.priority() == 0;
            way.send(
                    draft(
                            bare ? priority : frame.priority(),
                            bare ? meta : frame.meta(),
                            frame.body()));
        }
    }
}
