package ipckit.mq.message;

import ipckit.common.cli.output.JsonWriter;
import ipckit.common.mailbox.Message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes a message as a line of JSON. A body that is not UTF-8 is written in base64, as the field
 * {@code body_base64}.
 */
final class MessageJson {
    private MessageJson() {}

    /**
     * Writes a message that came from the mailbox with the name {@code mailbox}.
     *
     * @param fromKernel whether the message came from a kernel queue; the line then contains only
     *     the mailbox, the priority and the body
     * @param receipt whether to write the message's receipt into the line
     */
    static void write(
            JsonWriter json, String mailbox, Message message, boolean fromKernel, boolean receipt) {
        json.object().field("mailbox", mailbox);
        if (fromKernel) {
            json.field("priority", message.priority());
        } else {
            fields(json, message, receipt);
        }
        try {
            json.field(
                    "body",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(message.body()))
                            .toString());
        } catch (CharacterCodingException e) {
            json.field("body_base64", Base64.getEncoder().encodeToString(message.body()));
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
