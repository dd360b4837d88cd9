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

/** Passes a message to a user's command: the body as stdin, the metadata in the environment. */
public final class CommandDelivery {
    private CommandDelivery() {}

    /** Returns the environment variables that describe the message to the command. */
    public static Map<String, String> variables(String mailbox, Message message) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("IPC_MAILBOX", mailbox);
        variables.put("IPC_ID", Long.toString(message.number()));
        variables.put("IPC_SENDER", MessageTemplate.sender(message));
        variables.put("IPC_PRIORITY", Integer.toString(message.priority()));
        variables.put("IPC_REDELIVERED", Integer.toString(message.times() - 1));
        variables.put("IPC_TRY", Integer.toString(message.failures().tries() + 1));
        variables.put("IPC_REPLY_TO", message.meta().replyTo());
        return variables;
    }

    /**
     * Returns the body of a message as the standard input of a command. The input is a file, so a
     * command that ends without reading the body does not cause a failure.
     */
    public static CommandInput input(byte[] body, Framing framing) {
        CommandInput input = new CommandInput();
        try (RunWriter writer = new RunWriter(input.channel(), framing, () -> false)) {
            writer.write(
                    RunFormat.ONE,
                    1,
                    new RunBytes().set(MemorySegment.ofArray(body), 0, body.length));
            writer.flush();
            return input;
        } catch (RuntimeException | Error e) {
            input.close();
            throw e;
        }
    }
}
