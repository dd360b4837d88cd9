package ipckit.mq.message;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.mailbox.Message;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Writes a message as a line of JSON. If the body is not UTF-8, the line contains it in base64, as
 * the field {@code body_base64}.
 */
final class MessageJson {
    private MessageJson() {}

    /**
     * Writes a message that came from the mailbox with the name {@code mailbox}.
     *
     * @param receipt whether to write the receipt of the message, with which a process acknowledges
     *     a leased message
     * @param more writes additional fields immediately before the body
     */
    static void write(
            JsonWriter json,
            String mailbox,
            Message message,
            boolean receipt,
            Consumer<JsonWriter> more) {
        json.object().field("mailbox", mailbox);
        fields(json, message, receipt);
        more.accept(json);
        body(json, message.body());
    }

    /**
     * Writes a message from a kernel queue: the name of the queue, the priority or type, and the
     * body.
     */
    static void write(JsonWriter json, KernelQueueName queue, KernelQueue.Letter letter) {
        json.object().field("mailbox", queue.toString()).field(queue.labelName(), letter.label());
        body(json, letter.body());
    }

    /** Writes the body of a message, and ends the line. */
    private static void body(JsonWriter json, byte[] body) {
        try {
            json.field(
                    "body",
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            json.field("body_base64", Base64.getEncoder().encodeToString(body));
        }
        json.end().endLine();
    }

    private static void fields(JsonWriter json, Message message, boolean receipt) {
        json.field("id", message.number());
        if (receipt) {
            json.field("receipt", message.receipt().toString());
        }
        String sender = message.meta().sender();
        if (!sender.isEmpty()) {
            json.field("sender", sender);
        }
        json.field("pid", message.process());
        json.instant("sent", message.sent());
        if (message.delayedUntil() != 0) {
            json.instant("delayed_until", message.delayedUntil());
        }
        if (message.expires() != 0) {
            json.instant("expires", message.expires());
        }
        json.field("priority", message.priority());
        json.field("deliveries", message.times());
        if (!message.meta().replyTo().isEmpty()) {
            json.field("reply_to", message.meta().replyTo());
        }
        if (!message.meta().headers().isEmpty()) {
            json.name("headers").object();
            message.meta().headers().forEach(json::field);
            json.end();
        }
    }
}
