package ipckit.mq.space;

import ipckit.common.mailbox.MessageMetadata;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The token of a message: a number in a header that users do not see. With this number, the port
 * space finds the rows of the rights that the message carries. Notices and the messages that are
 * sent with a send-once right have a token, too.
 */
final class Token {
    /** The key of the header. Users cannot send a header with this key. */
    static final String HEADER = "ipckit-token";

    /** The value that means "no token". */
    static final long NONE = 0;

    private Token() {}

    /** Returns the token of a message; NONE if it has none. */
    static long of(MessageMetadata metadata) {
        String text = metadata.headers().get(HEADER);
        if (text == null) {
            return NONE;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    /** Returns a copy of the metadata with a token. */
    static MessageMetadata with(MessageMetadata metadata, long token) {
        Map<String, String> headers = new LinkedHashMap<>(metadata.headers());
        headers.put(HEADER, Long.toString(token));
        return new MessageMetadata(metadata.sender(), metadata.replyTo(), headers);
    }

    /** Returns a copy of the metadata without the token. */
    static MessageMetadata without(MessageMetadata metadata) {
        Map<String, String> headers = new LinkedHashMap<>(metadata.headers());
        headers.remove(HEADER);
        return new MessageMetadata(metadata.sender(), metadata.replyTo(), headers);
    }
}
