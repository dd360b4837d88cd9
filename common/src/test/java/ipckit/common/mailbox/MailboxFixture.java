package ipckit.common.mailbox;

import ipckit.common.Deadline;

import java.nio.charset.StandardCharsets;

/** Methods that make messages and participants for the tests of the mailbox. */
final class MailboxFixture {
    private MailboxFixture() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static OutgoingMessage message(int priority, byte[] body) {
        return OutgoingMessage.of(priority, MessageMetadata.NONE, body);
    }

    static OutgoingMessage message(int priority, String text) {
        return message(priority, bytes(text));
    }

    static String text(Message message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    static Receiver receiver(Mailbox box) {
        return box.receiver(Deadline.NOW, () -> false);
    }
}
