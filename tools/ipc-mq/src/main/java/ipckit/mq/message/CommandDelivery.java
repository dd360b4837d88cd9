package ipckit.mq.message;

import ipckit.common.mailbox.Message;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunWriter;
import ipckit.common.process.CommandInput;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/** Passes a message to a user's command: the body on stdin, the metadata in the environment. */
public final class CommandDelivery {
    private static final String HEADER = "IPC_HEADER_";

    private CommandDelivery() {}

    /**
     * Returns the environment variables that describe the message to the command. The value null
     * removes a variable from the command's environment. If this process itself runs as the user's
     * command for another message, it has inherited variables for the headers of that other
     * message. Such a variable gets the value null, unless {@code message} has the same header.
     */
    public static Map<String, String> variables(String mailbox, Message message) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("IPC_MAILBOX", mailbox);
        variables.put("IPC_ID", Long.toString(message.number()));
        variables.put("IPC_SENDER", MessageTemplate.sender(message));
        variables.put("IPC_PRIORITY", Integer.toString(message.priority()));
        variables.put("IPC_REDELIVERED", Integer.toString(message.times() - 1));
        variables.put("IPC_TRY", Integer.toString(message.failures().tries() + 1));
        variables.put("IPC_REPLY_TO", message.meta().replyTo());
        for (String name : System.getenv().keySet()) {
            if (name.startsWith(HEADER)) {
                variables.put(name, null);
            }
        }
        HeaderVariables.each(HEADER, message, variables::put);
        return variables;
    }

    /**
     * Returns a message as the standard input of a command. The input is a file, so a command that
     * ends without reading the message does not cause a failure.
     *
     * @param framing the framing of the body; FRAMES also adds the metadata
     */
    public static CommandInput input(String mailbox, Message message, Framing framing) {
        boolean frames = framing == Framing.FRAMES;
        byte[] bytes = frames ? MessageFrames.of(mailbox, message, false) : message.body();
        CommandInput input = new CommandInput();
        try (RunWriter writer =
                new RunWriter(input.channel(), frames ? Framing.WHOLE : framing, () -> false)) {
            writer.write(
                    RunFormat.ONE,
                    1,
                    new RunBytes().set(MemorySegment.ofArray(bytes), 0, bytes.length));
            writer.flush();
            return input;
        } catch (RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }
}
