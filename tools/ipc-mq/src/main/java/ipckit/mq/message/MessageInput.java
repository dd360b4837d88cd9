package ipckit.mq.message;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;
import ipckit.common.pipe.FrameMetadata;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunReader;
import ipckit.common.process.OwnCommandLine;

import java.util.function.Consumer;

/**
 * Reads messages from command-line arguments and from stdin, for a verb that sends them.
 *
 * @param framing the framing of the messages on stdin
 * @param priority the priority of each message, unless a frame on stdin gives another priority
 * @param metadata the sender, the reply address and the headers of each message; a frame on stdin
 *     can replace them and add headers
 * @param maxSize the largest body, in bytes
 */
public record MessageInput(
        Console console, Framing framing, int priority, MessageMetadata metadata, long maxSize) {
    /** The argument that stands for the messages on stdin. */
    public static final String STDIN = "-";

    /** Declares the options that choose the framing of the messages on stdin. */
    public static FramingOptions<Framing> framing(Arguments arguments) {
        return new FramingOptions<>(
                arguments, Framing.values(), "message", "all of stdin is one message, unchanged");
    }

    /** Takes a run, which is a group of consecutive messages that were read together. */
    @FunctionalInterface
    public interface RunConsumer {
        /**
         * Takes the messages of one run.
         *
         * @param run the reader of stdin, whose present run contains the messages; valid only
         *     during this call
         * @param priority the priority of all these messages
         * @param metadata the metadata of all these messages, encoded as {@link
         *     MessageMetadata#bytes} returns it
         */
        void accept(RunReader run, int priority, byte[] metadata);
    }

    /**
     * Passes messages to the consumer. When the argument is {@link #STDIN}, passes all messages on
     * stdin in their order. Otherwise passes the argument itself as the only message. If the
     * consumer throws an exception, this method ends with that exception.
     *
     * @throws ipckit.common.IpcException UNUSABLE when a message is too large or a frame is
     *     malformed, IO when stdin cannot be read
     */
    public void forEach(String argument, Consumer<OutgoingMessage> consumer) {
        if (argument.equals(STDIN)) {
            forEachRun((run, prio, meta) -> split(run, prio, meta, consumer));
        } else {
            consumer.accept(
                    OutgoingMessage.of(priority, metadata, OwnCommandLine.bytesOf(argument)));
        }
    }

    private void split(RunReader run, int prio, byte[] meta, Consumer<OutgoingMessage> consumer) {
        ItemCursor items = new ItemCursor();
        items.reset(framing.format(), new RunBytes().set(run.bytes(), run.from(), run.length()));
        while (items.next()) {
            long from = run.from() + items.from();
            consumer.accept(new OutgoingMessage(prio, meta, run.bytes(), from, items.length()));
        }
    }

    /**
     * Passes all messages on stdin to the consumer, in groups of consecutive messages. If the
     * consumer throws an exception, this method ends with that exception.
     *
     * @throws ipckit.common.IpcException UNUSABLE when a message is too large or a frame is
     *     malformed, IO when stdin cannot be read
     */
    public void forEachRun(RunConsumer consumer) {
        byte[] usual = metadata.bytes();
        try (RunReader reader = new RunReader(console.stdin(), framing, maxSize)) {
            while (reader.next()) {
                FrameMetadata frame = reader.metadata();
                if (frame.texts().isEmpty()) {
                    consumer.accept(reader, priority, usual);
                } else {
                    consumer.accept(
                            reader,
                            MessageFrames.priority(frame, priority),
                            MessageFrames.metadata(frame, metadata).bytes());
                }
            }
        }
    }
}
