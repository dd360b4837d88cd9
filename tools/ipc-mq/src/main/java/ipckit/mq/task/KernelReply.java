package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.MessageMetadata;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The reply to a request that a process answers for the kernel.
 *
 * @param failure the category of the failure; null if the request was successful
 * @param text the result, or why the request failed
 */
public record KernelReply(Category failure, String text) {
    /** The header that contains the category of the failure. */
    private static final String HEADER = "failure";

    static KernelReply of(String text) {
        return new KernelReply(null, text);
    }

    /** Returns the metadata of the message that contains the reply. */
    MessageMetadata metadata() {
        Map<String, String> headers = failure == null ? Map.of() : Map.of(HEADER, failure.name());
        return new MessageMetadata("kernel", "", headers);
    }

    /** Returns the body of the message that contains the reply. */
    byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Throws the failure that a reply reports. Does nothing for a reply of a successful request,
     * and for a reply that does not come from the kernel.
     *
     * @param named adds the name of the port to the failure
     */
    public static void check(Message reply, UnaryOperator<IpcException> named) {
        String word = reply.meta().headers().get(HEADER);
        if (word == null) {
            return;
        }
        for (Category category : Category.values()) {
            if (category.name().equals(word)) {
                String text = new String(reply.body(), StandardCharsets.UTF_8);
                throw named.apply(new IpcException(category, text));
            }
        }
    }
}
