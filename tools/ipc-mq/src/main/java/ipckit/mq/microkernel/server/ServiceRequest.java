package ipckit.mq.microkernel.server;

import ipckit.common.IpcException;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * A request to a service. This class is safe for several threads. The kernel sends only the first
 * reply to the client, and ignores all later replies.
 */
public final class ServiceRequest {
    private final String id;
    private final List<String> rights;
    private final ServiceMessage message;
    private final Consumer<ServiceMessage> output;
    private volatile boolean isAnswered;

    /**
     * @param id the number by which the kernel knows the request
     * @param rights the names of the rights that the request carried
     * @param output sends a message to the kernel
     */
    ServiceRequest(
            String id,
            List<String> rights,
            ServiceMessage message,
            Consumer<ServiceMessage> output) {
        this.id = id;
        this.rights = rights;
        this.message = message;
        this.output = output;
    }

    /** Returns the number by which the kernel knows the request. */
    public String id() {
        return id;
    }

    /** Returns the request: words, and a body. */
    public ServiceMessage message() {
        return message;
    }

    /** Returns the names of the rights that the request carried besides the right to reply. */
    public List<String> rights() {
        return rights;
    }

    /** Replies with bytes. */
    public void reply(byte[] body) {
        answer(new ServiceMessage(List.of("reply", id), body));
    }

    /** Replies with a text. */
    public void reply(String text) {
        reply(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replies with a text and a copy of a send right of the service. */
    public void replyWithRight(String text, String right) {
        answer(ServiceMessage.of(List.of("reply", id, right), text));
    }

    /** Replies that the request has failed. */
    public void fail(IpcException failure) {
        answer(
                ServiceMessage.of(
                        List.of("fail", id, failure.category().name()), failure.getMessage()));
    }

    private void answer(ServiceMessage answer) {
        isAnswered = true;
        output.accept(answer);
    }

    /** Tells the kernel that the reply comes later, unless there is a reply already. */
    void putOff() {
        if (!isAnswered) {
            output.accept(ServiceMessage.of("later", id));
        }
    }
}
