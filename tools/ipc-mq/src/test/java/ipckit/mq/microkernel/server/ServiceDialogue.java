package ipckit.mq.microkernel.server;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Runs a service in a thread, and acts as its kernel. The test and the service exchange messages
 * through two pipes in memory.
 */
public final class ServiceDialogue implements AutoCloseable {
    private static final int PIPE_BYTES = 64 << 10;

    private final PipedOutputStream toService = new PipedOutputStream();
    private final PipedInputStream fromService = new PipedInputStream(PIPE_BYTES);
    private final UnaryOperator<ServiceMessage> calls;
    private final Thread thread;
    private int next;

    /**
     * Starts a service, and waits until it is ready.
     *
     * @param create creates the service
     * @param calls returns the reply to a request that the service sends to another port, or throws
     *     an {@link IpcException} if the request fails
     */
    public ServiceDialogue(
            Function<SystemCalls, Service> create, UnaryOperator<ServiceMessage> calls)
            throws IOException {
        this.calls = calls;
        PipedInputStream input = new PipedInputStream(toService, PIPE_BYTES);
        PipedOutputStream output = new PipedOutputStream(fromService);
        thread =
                new Thread(
                        () -> {
                            try (output) {
                                new ServiceLoop(input, output).run(create);
                            } catch (IOException e) {
                                // The test has closed the pipes.
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        ServiceMessage _ = await();
    }

    /**
     * Answers the service's requests to other ports until the service sends another kind of
     * message. Returns that message.
     */
    private ServiceMessage await() throws IOException {
        ServiceMessage message = ServiceMessage.readFrom(fromService);
        while (message != null && message.operation().equals("call")) {
            answer(message);
            message = ServiceMessage.readFrom(fromService);
        }
        if (message == null) {
            throw new IOException("the service has ended");
        }
        return message;
    }

    private void answer(ServiceMessage call) throws IOException {
        try {
            calls.apply(call).writeTo(toService);
        } catch (IpcException e) {
            ServiceMessage.of(List.of("failure", e.category().name()), e.getMessage())
                    .writeTo(toService);
        }
    }

    /**
     * Sends a request, and returns the reply.
     *
     * @throws IpcException the failure that the service reports
     */
    public byte[] ask(ServiceMessage request) {
        String id = Integer.toString(next++);
        try {
            new ServiceMessage(List.of("request", id), request.bytes()).writeTo(toService);
            ServiceMessage reply = await();
            if (!reply.arguments().getFirst().equals(id)) {
                throw new IOException("a reply to another request: " + reply);
            }
            if (reply.operation().equals("fail")) {
                throw new IpcException(Category.valueOf(reply.arguments().get(1)), reply.text());
            }
            return reply.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        toService.close();
        fromService.close();
    }
}
