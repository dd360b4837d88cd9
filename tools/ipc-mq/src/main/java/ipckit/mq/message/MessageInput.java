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
import java.util.function.Consumer;

/**
 * Reads messages from command-line arguments and from stdin, for a verb that sends them.
 *
 * @param framing the framing of the messages on stdin
 * @param priority the priority of each message; if a frame on stdin contains metadata or a priority
 *     other than 0, the message has the priority in the frame instead
 * @param metadata the metadata of each message; if a frame on stdin contains metadata or a priority
 *     other than 0, the message has the metadata in the frame instead, which may be empty; encoded
 *     as {@link ipckit.common.mailbox.MessageMetadata#bytes} returns it
 * @param maxSize the largest body, in bytes
 */
public record MessageInput(
        Console console, Framing framing, int priority, byte[] metadata, long maxSize) {
    /** The argument that stands for the messages on stdin. */
    public static final String STDIN = "-";

    /**
     * Passes messages to the consumer. When the argument is {@link #STDIN}, passes all messages on
     * stdin in their order. Otherwise passes the argument itself as the only message. If the
     * consumer throws an exception, this method ends with that exception.
     *
     * @throws ipckit.common.IpcException UNUSABLE when a message is too large or a frame is
     *     malformed, IO when stdin cannot be read
     */
    public void forEach(String argument, Consumer<OutgoingMessage> consumer) {
        if (!argument.equals(STDIN)) {
            consumer.accept(message(priority, metadata, OwnCommandLine.bytesOf(argument)));
        } else if (framing == Framing.FRAMES) {
            readFrames(consumer);
        } else {
            readItems(consumer);
        }
    }

    private static OutgoingMessage message(int priority, byte[] metadata, byte[] body) {
        return new OutgoingMessage(priority, metadata, MemorySegment.ofArray(body), 0, body.length);
    }

    private void readItems(Consumer<OutgoingMessage> consumer) {
        try (RunReader reader = new RunReader(console.stdin(), framing, maxSize)) {
            while (reader.next()) {
                RunBytes run = new RunBytes().set(reader.bytes(), reader.from(), reader.length());
                ItemCursor items = new ItemCursor();
                items.reset(framing.format(), run);
                while (items.next()) {
                    long from = reader.from() + items.from();
                    consumer.accept(
                            new OutgoingMessage(
                                    priority, metadata, reader.bytes(), from, items.length()));
                }
            }
        }
    }

    private void readFrames(Consumer<OutgoingMessage> consumer) {
        MessageFrames.Reader reader =
                new MessageFrames.Reader(
                        new BufferedInputStream(Channels.newInputStream(console.stdin())),
                        maxSize + MailboxSpec.META_BYTES + Integer.BYTES);
        for (MessageFrames.Frame frame = reader.next(); frame != null; frame = reader.next()) {
            boolean bare = frame.metadata().length == 0 && frame.priority() == 0;
            consumer.accept(
                    message(
                            bare ? priority : frame.priority(),
                            bare ? metadata : frame.metadata(),
                            frame.body()));
        }
    }
}
