package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.MessageMetadata;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The reply of {@code task run} to a request that was sent to the kernel port of a task.
 *
 * @param failure the category of the failure; null if the request was successful
 * @param body the result, or the text that tells why the request failed
 */
public record KernelReply(Category failure, byte[] body) {
    /** The header that contains the category of the failure. */
    private static final String HEADER = "failure";

    /** Returns the reply to a successful request. */
    public static KernelReply of(String text) {
        return new KernelReply(null, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the reply to a request that has failed. */
    public static KernelReply of(IpcException failure) {
        return new KernelReply(
                failure.category(), failure.getMessage().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the metadata of the message that contains the reply. */
    public MessageMetadata metadata() {
        Map<String, String> headers = failure == null ? Map.of() : Map.of(HEADER, failure.name());
        return new MessageMetadata("kernel", "", headers);
    }

    /**
     * Throws the failure that a reply reports. Does nothing if the request was successful, or if
     * the reply does not come from a kernel port.
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
