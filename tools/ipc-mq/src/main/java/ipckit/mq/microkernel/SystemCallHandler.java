package ipckit.mq.microkernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Message;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.port.message.PortCall;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Right;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Performs the system calls of one service, with the rights of the service's task. These are not
 * system calls of Linux, but messages with which a service asks the microkernel for something, for
 * example to send a request to a port. An instance belongs to one thread.
 */
final class SystemCallHandler {
    private final PortSpace space;
    private final String task;
    private final BooleanSupplier ended;
    private final Map<String, PortCall> calls = new HashMap<>();

    /**
     * @param task the task of the service
     * @param ended called repeatedly while the service waits for the reply to a request; when it
     *     returns true, because the kernel ends, the request fails with REMOVED
     */
    SystemCallHandler(PortSpace space, String task, BooleanSupplier ended) {
        this.space = space;
        this.task = task;
        this.ended = ended;
    }

    /**
     * Performs a system call, with which the service asks the kernel for something. Returns the
     * message with the result.
     *
     * @param call the message of the service
     * @param request returns the request that the service handles; null if there is none
     */
    ServiceMessage perform(ServiceMessage call, Supplier<OpenRequest> request) {
        try {
            return new ServiceMessage(List.of("result"), result(call, request));
        } catch (IpcException e) {
            return ServiceMessage.of(List.of("failure", e.category().name()), e.getMessage());
        }
    }

    private byte[] result(ServiceMessage call, Supplier<OpenRequest> request) {
        List<String> words = call.arguments();
        switch (call.operation()) {
            case "call" -> {
                return call(words.getFirst(), call.body());
            }
            case "rights" -> {
                return page(rights(), words.isEmpty() ? "" : words.getFirst());
            }
            case "keep" -> {
                keep(request.get(), words.getFirst(), words.get(1));
                return new byte[0];
            }
            case "has" -> {
                return (has(words.getFirst()) ? "1" : "0").getBytes(StandardCharsets.UTF_8);
            }
            default ->
                    throw new IpcException(
                            Category.UNUSABLE, "unknown system call: " + call.operation());
        }
    }

    private byte[] call(String port, byte[] request) {
        PortCall call =
                calls.computeIfAbsent(
                        port,
                        name ->
                                PortCall.openUnlimited(
                                        space, task, name, ended, "the kernel ends"));
        Message reply = call.call(request, List.of());
        byte[] body = reply.body();
        call.acknowledge();
        return body;
    }

    /** Returns the names of the service's send rights to living ports. */
    private List<String> rights() {
        return living().stream()
                .filter(SystemCallHandler::isSendRight)
                .map(Ports.Held::name)
                .toList();
    }

    /**
     * Destroys the names that the service has for dead ports. Returns all names that remain,
     * sorted.
     */
    private List<Ports.Held> living() {
        List<Ports.Held> living = new ArrayList<>();
        for (Ports.Held held : space.ports().rights(task)) {
            if (held.dead()) {
                space.ports().destroy(task, held.name());
            } else {
                living.add(held);
            }
        }
        return living;
    }

    private static boolean isSendRight(Ports.Held held) {
        return held.sends() > 0 && !held.isSet() && !held.dead();
    }

    private void keep(OpenRequest request, String rightName, String name) {
        if (request != null && request.hasKept(rightName, name)) {
            // Nothing remains to do: an earlier process of the service has kept the right for the
            // same request, and has died before it replied.
            return;
        }
        AcceptedRight right = request == null ? null : request.carried(rightName);
        if (right == null || right.right() != Right.SEND) {
            throw new IpcException(
                    Category.DENIED, "the request carried no send right " + rightName);
        }
        if (!rightName.equals(name)) {
            refuseTaken(name);
            String given = space.ports().move(task, rightName, Right.SEND, task, name);
            if (!given.equals(name)) {
                // A task has one name for all send rights to a port.
                throw new IpcException(
                        Category.EXISTS, "the port is known as " + given + " already");
            }
        }
        request.keep(right, name);
    }

    private void refuseTaken(String name) {
        if (living().stream().anyMatch(held -> held.name().equals(name))) {
            throw new IpcException(Category.EXISTS, "the name " + name + " is taken");
        }
    }

    /** Returns the names after {@code after}, as many as fit into one message to a port. */
    private static byte[] page(List<String> names, String after) {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            if (lines.length() + name.length() + 1 > Ports.STANDARD_BYTES) {
                break;
            }
            if (name.compareTo(after) > 0) {
                lines.append(name).append('\n');
            }
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean has(String name) {
        return space.ports().rights(task).stream()
                .anyMatch(held -> held.name().equals(name) && isSendRight(held));
    }
}
