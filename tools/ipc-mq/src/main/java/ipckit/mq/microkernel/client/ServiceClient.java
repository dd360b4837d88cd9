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

import java.util.ArrayList;
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
    private static final String CONTROL = "control";
    private static final String BOOTSTRAP = "bootstrap";

    /** Poll interval: the end of the kernel notifies no process. */
    private static final long POLL_NANOS = 20_000_000;

    private final PortSpace space;
    private final String task;
    private final InheritableLock lock;
    private final WaitOptions.Limit limit;
    private final Map<String, PortCall> calls = new HashMap<>();
    private final List<String> lookedUp = new ArrayList<>();

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
            return new ServiceClient(space, name, lock, limit);
        } catch (RuntimeException | Error e) {
            space.close();
            throw e;
        }
    }

    private static IpcException noKernel() {
        return new IpcException(Category.ABSENT, "no kernel is running: use ipc-mq kernel run");
    }

    /** Returns calls to the name server. */
    private PortCall names() {
        return calls.computeIfAbsent(BOOTSTRAP, _ -> calls(bootstrap()));
    }

    private String bootstrap() {
        for (Ports.Held held : space.ports().rights(task)) {
            if (held.name().equals(BOOTSTRAP)) {
                if (!held.dead()) {
                    return BOOTSTRAP;
                }
                space.ports().destroy(task, BOOTSTRAP);
            }
        }
        return rightOfKernel(NAMES, BOOTSTRAP);
    }

    /** Gets a copy of a send right of the kernel. Returns the task's name for the right. */
    private String rightOfKernel(String name, String wanted) {
        try {
            return space.ports().copy(KERNEL, name, task, wanted);
        } catch (IpcException e) {
            throw switch (e.category()) {
                case ABSENT, DENIED, REMOVED -> noKernel();
                default -> e;
            };
        }
    }

    private PortCall calls(String right) {
        return PortCall.open(space, task, right, limit, UnaryOperator.identity());
    }

    /**
     * Sends a request to the kernel itself, and returns the reply. Needs no service, so that the
     * kernel can also be stopped while a service does not reply.
     *
     * @throws IpcException ABSENT if no kernel is running
     */
    public byte[] callKernel(ServiceMessage request) {
        return callKernel(request, List.of());
    }

    /**
     * Sends a request that carries rights of the task to the kernel itself. {@link
     * #callKernel(ServiceMessage)} describes the failures.
     */
    public byte[] callKernel(ServiceMessage request, List<Carry> carried) {
        String right = rightOfKernel(CONTROL, CONTROL);
        try (PortCall call = calls(right)) {
            return call(call, request, carried);
        } finally {
            drop(right);
        }
    }

    /** Destroys a send right of the task, unless the port is dead. */
    private void drop(String right) {
        try {
            space.ports().drop(task, right, Right.SEND);
        } catch (IpcException e) {
            // The right is destroyed together with the task.
        }
    }

    /**
     * Gets a send right to a service from the name server.
     *
     * @return the task's name for the right
     * @throws IpcException ABSENT if the name server does not know the service
     */
    public String lookUp(String service) {
        PortCall names = names();
        Message _ = names.call(ServiceMessage.of("look-up", service).bytes(), List.of());
        String right = names.rights().stream().map(AcceptedRight::name).findFirst().orElse(null);
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
                names(),
                request,
                carried == null ? List.of() : List.of(new Carry(carried, Right.SEND, false)));
    }

    /**
     * Sends a request to a service, and returns the reply.
     *
     * @throws IpcException the failure that the service reports; ABSENT if the name server does not
     *     know the service; REMOVED if the kernel has ended; TIMED_OUT if the limit is exceeded
     */
    public byte[] call(String service, ServiceMessage request) {
        PortCall call = calls.get(service);
        if (call == null) {
            String right = lookUp(service);
            lookedUp.add(right);
            call = calls(right);
            calls.put(service, call);
        }
        return call(call, request, List.of());
    }

    /**
     * Gives the task a copy of a send right of another task.
     *
     * @param from the other task
     * @param right the name of the right in the other task
     * @param wanted the name that the task wants for the copy
     * @return the task's name for the copy
     * @throws IpcException ABSENT if the other task does not exist; DENIED if it has no such right
     */
    public String copyRight(String from, String right, String wanted) {
        return space.ports().copy(from, right, task, wanted);
    }

    /** Destroys one send right of the task. */
    public void dropRight(String name) {
        space.ports().drop(task, name, Right.SEND);
    }

    private byte[] call(PortCall call, ServiceMessage request, List<Carry> carried) {
        byte[] body = call.call(request.bytes(), carried).body();
        call.acknowledge();
        return body;
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
        lookedUp.forEach(this::drop);
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
