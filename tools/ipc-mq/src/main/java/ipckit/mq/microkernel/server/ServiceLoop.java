package ipckit.mq.microkernel.server;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.wire.ServiceMessage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * The main loop of a service: reads requests from the kernel, and lets the service handle them one
 * after another. Ends when the kernel has closed the pipe. The package {@code wire} describes the
 * protocol.
 */
public final class ServiceLoop implements SystemCalls {
    private final InputStream input;
    private final OutputStream output;
    private final Deque<ServiceMessage> waiting = new ArrayDeque<>();

    /**
     * @param input the pipe from the kernel
     * @param output the pipe to the kernel
     */
    public ServiceLoop(InputStream input, OutputStream output) {
        this.input = input;
        this.output = output;
    }

    /**
     * Tells the kernel that the service is ready, and handles requests until the kernel closes the
     * pipe, or has died.
     *
     * @param create creates the service; this function may already call the methods of {@link
     *     SystemCalls}
     */
    public void run(Function<SystemCalls, Service> create) {
        try {
            Service service = create.apply(this);
            send(ServiceMessage.of("ready"));
            for (ServiceMessage next = next(); next != null; next = next()) {
                switch (next.operation()) {
                    case "request" -> handle(service, next.arguments(), next.body());
                    case "cancel" -> service.cancel(next.arguments().getFirst());
                    default ->
                            throw new IpcException(
                                    Category.CORRUPT, "unexpected message of the kernel");
                }
            }
        } catch (UncheckedIOException | IOException e) {
            // Pipes fail only if the process at the other end has ended. Nothing is left to do.
        }
    }

    private ServiceMessage next() throws IOException {
        return waiting.isEmpty() ? ServiceMessage.readFrom(input) : waiting.poll();
    }

    private void handle(Service service, List<String> arguments, byte[] body) {
        String id = arguments.getFirst();
        try {
            ServiceRequest request =
                    new ServiceRequest(
                            id,
                            arguments.subList(1, arguments.size()),
                            ServiceMessage.parse(body),
                            this::send);
            service.handle(request);
            request.putOff();
        } catch (IpcException e) {
            ServiceMessage none = ServiceMessage.of("none");
            new ServiceRequest(id, List.of(), none, this::send).fail(e);
        }
    }

    /** Sends a message to the kernel. Any thread may call this method. */
    private void send(ServiceMessage message) {
        synchronized (output) {
            try {
                message.writeTo(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public byte[] call(String port, byte[] request) {
        return result(new ServiceMessage(List.of("call", port), request)).body();
    }

    @Override
    public List<String> rights(String after) {
        ServiceMessage call =
                after.isEmpty() ? ServiceMessage.of("rights") : ServiceMessage.of("rights", after);
        return result(call).text().lines().toList();
    }

    @Override
    public void keep(String right, String name) {
        ServiceMessage _ = result(ServiceMessage.of("keep", right, name));
    }

    @Override
    public boolean has(String name) {
        return result(ServiceMessage.of("has", name)).text().equals("1");
    }

    /**
     * Makes a system call: sends a message that asks the kernel for something, and waits for the
     * result. Other messages that arrive meanwhile are handled later.
     */
    private ServiceMessage result(ServiceMessage systemCall) {
        send(systemCall);
        try {
            ServiceMessage answer = ServiceMessage.readFrom(input);
            while (answer != null && !isResult(answer)) {
                waiting.add(answer);
                answer = ServiceMessage.readFrom(input);
            }
            if (answer == null) {
                throw new IOException("the kernel has ended");
            }
            if (answer.operation().equals("failure")) {
                throw new IpcException(
                        Category.valueOf(answer.arguments().getFirst()), answer.text());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isResult(ServiceMessage message) {
        return message.operation().equals("result") || message.operation().equals("failure");
    }
}
