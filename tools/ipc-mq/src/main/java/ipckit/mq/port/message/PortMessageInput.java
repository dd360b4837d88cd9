package ipckit.mq.port.message;

import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.pipe.Framing;
import ipckit.mq.message.MessageInput;

import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;

/** Reads the bodies of messages to a port from command-line arguments and from stdin. */
final class PortMessageInput {
    private final MessageInput input;

    /**
     * @param framing the framing of the messages on stdin; of a frame, only the body is used
     * @param task the task that sends the messages
     * @param maxSize the largest body, in bytes
     */
    PortMessageInput(Console console, Framing framing, String task, long maxSize) {
        this.input = new MessageInput(console, framing, 0, MessageMetadata.of(task), maxSize);
    }

    /**
     * Passes the bodies to the consumer, in the order of the arguments.
     *
     * @param arguments the bodies; {@link MessageInput#STDIN} stands for the messages on stdin
     */
    void forEach(List<String> arguments, Consumer<byte[]> consumer) {
        for (String argument : arguments) {
            input.forEach(argument, message -> consumer.accept(bodyOf(message)));
        }
    }

    private static byte[] bodyOf(OutgoingMessage message) {
        return message.body()
                .asSlice(message.from(), message.length())
                .toArray(ValueLayout.JAVA_BYTE);
    }
}
