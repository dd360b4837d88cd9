package ipckit.mq.space;

import ipckit.common.mailbox.MessageMetadata;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The token of a message: a number in a header that users do not see. With this number, the port
 * space finds the rows of the rights that the message carries. Notices and the messages that are
 * sent with a send-once right have a token, too. The token of a reply to a request in a {@link
 * Lane} is negative.
 */
final class Token {
    /** The key of the header. Users cannot send a header with this key. */
    static final String HEADER = "ipckit-token";

    /** The value in place of a token for a message that has no token. */
    static final long NONE = 0;

    private Token() {}

    /**
     * Returns the token of a message, a number that identifies the message; NONE if the message has
     * no token.
     */
    static long of(MessageMetadata metadata) {
        return parsed(metadata.headers().get(HEADER));
    }

    /**
     * Returns the token of a message, a number that identifies the message; NONE if the message has
     * no token.
     *
     * @param metadata the metadata in the form that {@link MessageMetadata#bytes} returns
     */
    static long of(byte[] metadata) {
        return parsed(MessageMetadata.header(metadata, HEADER));
    }

    private static long parsed(String text) {
        if (text == null) {
            return NONE;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    /**
     * Returns metadata with a token, the number by which the port space knows the message. The
     * metadata has the form that {@link MessageMetadata#bytes} returns.
     */
    static byte[] with(MessageMetadata metadata, long token) {
        return metadata.bytesWith(HEADER, Long.toString(token));
    }

    /** Returns a copy of the metadata without the token, a number that users do not see. */
    static MessageMetadata without(MessageMetadata metadata) {
        Map<String, String> headers = new LinkedHashMap<>(metadata.headers());
        headers.remove(HEADER);
        return new MessageMetadata(metadata.sender(), metadata.replyTo(), headers);
    }
}
