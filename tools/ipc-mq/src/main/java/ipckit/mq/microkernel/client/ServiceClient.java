package ipckit.mq.microkernel.client;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.Message;
import ipckit.common.process.InheritableLock;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.port.message.PortCall;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Right;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * A client of the services. Sends requests in the name of a task, which gets the rights to the
 * services from the name server. Belongs to one thread.
 *
 * <p>As in Mach, a task has a right to the name server under the name {@code bootstrap}. The kernel
 * gives it to each task that has none.
 */
public final class ServiceClient implements AutoCloseable {
    private static final String KERNEL = "kernel";
    private static final String NAMES = "names";
    private static final String BOOTSTRAP = "bootstrap";

    /** Poll interval: the end of the kernel notifies no process. */
    private static final long POLL_NANOS = 20_000_000;

    private final PortSpace space;
    private final String task;
    private final InheritableLock lock;
    private final WaitOptions.Limit limit;
    private final Map<String, PortCall> calls = new HashMap<>();

    private ServiceClient(
            PortSpace space, String task, InheritableLock lock, WaitOptions.Limit limit) {
        this.space = space;
        this.task = task;
        this.lock = lock;
        this.limit = limit;
    }

    /**
     * Begins to act as a task.
     *
     * @param task the task; empty for a new task that is destroyed when this process ends
     * @param limit the limit of each request
     * @throws IpcException ABSENT if no kernel is running, or if the task does not exist
     */
    static ServiceClient open(String task, WaitOptions.Limit limit) {
        PortSpace space;
        try {
            space = new PortSpaces().open();
        } catch (IpcException e) {
            throw MailboxRegistry.isAbsent(e) ? noKernel() : e;
        }
        try {
            boolean isOwn = task.isEmpty();
            String name = isOwn ? "client." + ProcessHandle.current().pid() : task;
            InheritableLock lock = isOwn ? space.tasks().run(name) : null;
            ServiceClient client = new ServiceClient(space, name, lock, limit);
            client.getBootstrap();
            return client;
        } catch (RuntimeException | Error e) {
            space.close();
            throw e;
        }
    }

    private static IpcException noKernel() {
        return new IpcException(Category.ABSENT, "no kernel is running: use ipc-mq kernel run");
    }

    private void getBootstrap() {
        for (Ports.Held held : space.ports().rights(task)) {
            if (held.name().equals(BOOTSTRAP)) {
                if (!held.dead()) {
                    return;
                }
                space.ports().destroy(task, BOOTSTRAP);
            }
        }
        try {
            String _ = space.ports().copy(KERNEL, NAMES, task, BOOTSTRAP);
        } catch (IpcException e) {
            throw switch (e.category()) {
                case ABSENT, DENIED, REMOVED -> noKernel();
                default -> e;
            };
        }
    }

    /**
     * Gets a send right to a service from the name server.
     *
     * @return the task's name for the right
     * @throws IpcException ABSENT if the name server does not know the service
     */
    public String lookUp(String service) {
        PortCall names = calls(BOOTSTRAP);
        Message _ = names.call(ServiceMessage.of("look-up", service).bytes(), List.of());
        String right =
                names.rights().stream().map(AcceptedRight::name).findFirst().orElse(null);
        names.acknowledge();
        if (right == null) {
            throw new IpcException(Category.CORRUPT, "the name server has sent no right");
        }
        return right;
    }

    /**
     * Sends a request to the name server, and returns the reply.
     *
     * @param carried a send right of the task that the request carries a copy of; null for none
     */
    public byte[] callNames(ServiceMessage request, String carried) {
        return call(
                calls(BOOTSTRAP),
                request,
                carried == null
                        ? List.of()
                        : List.of(new Carry(carried, Right.SEND, false)));
    }

    /**
     * Sends a request to a service, and returns the reply.
     *
     * @throws IpcException the failure that the service reports; ABSENT if the name server does not
     *     know the service; REMOVED if the kernel has ended; TIMED_OUT if the limit is exceeded
     */
    public byte[] call(String service, ServiceMessage request) {
        PortCall found = calls.get(service);
        return call(found == null ? calls(lookUp(service), service) : found, request, List.of());
    }

    private byte[] call(
            PortCall call, ServiceMessage request, List<Carry> carried) {
        byte[] body = call.call(request.bytes(), carried).body();
        call.acknowledge();
        return body;
    }

    private PortCall calls(String right) {
        return calls(right, right);
    }

    private PortCall calls(String right, String key) {
        return calls.computeIfAbsent(key, _ -> PortCall.open(space, task, right, limit, UnaryOperator.identity()));
    }

    /** Waits until the kernel has ended. Call this method after a request to stop the kernel. */
    public void awaitEnd() {
        while (space.tasks().list().stream().anyMatch(found -> found.name().equals(KERNEL))) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Ends the calls. Destroys the task if it was created for this process. */
    @Override
    public void close() {
        calls.values().forEach(PortCall::close);
        if (lock != null) {
            try {
                space.tasks().remove(task);
            } catch (IpcException e) {
                // The next participant destroys the task, because its lock is free.
            }
            lock.close();
        }
        space.close();
    }
}
