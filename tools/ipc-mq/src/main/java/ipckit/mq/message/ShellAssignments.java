package ipckit.mq.message;

import ipckit.common.ExactText;
import ipckit.common.mailbox.Message;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a message as shell assignments for {@code eval}. Every value is quoted. */
final class ShellAssignments {
    private ShellAssignments() {}

    /**
     * Returns the assignments for a message that came from the mailbox with the name {@code
     * mailbox}.
     */
    static byte[] of(String mailbox, Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assign(out, "body", message.body());
        assign(out, "sender", MessageTemplate.sender(message));
        assign(out, "id", Long.toString(message.number()));
        assign(out, "receipt", message.receipt().toString());
        assign(out, "mailbox", mailbox);
        assign(out, "priority", Integer.toString(message.priority()));
        assign(out, "deliveries", Integer.toString(message.times()));
        assign(out, "reply_to", message.meta().replyTo());
        HeaderVariables.each("header_", message, (name, value) -> assign(out, name, value));
        return out.toByteArray();
    }

    /**
     * Returns the assignments for a message from a kernel queue: the body, the name of the queue,
     * and the priority or type.
     */
    static byte[] of(KernelQueueName queue, KernelQueue.Letter letter) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assign(out, "body", letter.body());
        assign(out, "mailbox", ExactText.bytesOf(queue.toString()));
        assign(out, queue.labelName(), Long.toString(letter.label()));
        return out.toByteArray();
    }

    private static void assign(ByteArrayOutputStream out, String name, String value) {
        assign(out, name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends an assignment. Omits NUL bytes, because shell variables cannot hold them. */
    private static void assign(ByteArrayOutputStream out, String name, byte[] value) {
        out.writeBytes((name + "='").getBytes(StandardCharsets.UTF_8));
        for (byte one : value) {
            if (one == '\'') {
                out.writeBytes(new byte[] {'\'', '\\', '\'', '\''});
            } else if (one != 0) {
                out.write(one);
            }
        }
        out.writeBytes(new byte[] {'\'', '\n'});
    }
}
