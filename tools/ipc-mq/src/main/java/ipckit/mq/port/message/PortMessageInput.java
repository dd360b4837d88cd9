package ipckit.mq.port.message;

import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.pipe.Framing;
import ipckit.mq.message.MessageInput;

import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;

/** Reads the bodies of messages to a port from command-line arguments, and as lines from stdin. */
final class PortMessageInput {
    private final MessageInput input;

    /**
     * @param task the task that sends the messages
     * @param maxSize the largest body, in bytes
     */
    PortMessageInput(Console console, String task, long maxSize) {
        this.input = new MessageInput(console, Framing.LINES, 0, MessageMetadata.of(task), maxSize);
    }

    /**
     * Passes the bodies to the consumer, in the order of the arguments.
     *
     * @param arguments the bodies; {@link MessageInput#STDIN} stands for the lines on stdin
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
