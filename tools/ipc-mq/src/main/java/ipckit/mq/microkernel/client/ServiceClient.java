package ipckit.mq.microkernel.client;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.Message;
import ipckit.mq.microkernel.wire.KernelNames;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.port.message.PortCall;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.Carry;
import ipckit.mq.space.Right;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A client of the services. Sends requests in the name of a task. The task gets the rights to the
 * services from the name server. An instance belongs to one thread.
 *
 * <p>As in Mach, a task keeps its right to the name server under the name {@code bootstrap}. A task
 * without such a right gets a copy of the kernel's right.
 */
public final class ServiceClient implements AutoCloseable {
    private static final String NAME_SERVER = "service " + KernelNames.NAMES;
    private static final String THE_KERNEL = "the kernel";

    private final ClientTask task;
    private final WaitOptions.Limit limit;
    private final boolean isSilent;
    private final Map<String, PortCall> calls = new HashMap<>();
    private final List<String> lookedUp = new ArrayList<>();

    private ServiceClient(ClientTask task, WaitOptions.Limit limit, boolean isSilent) {
        this.task = task;
        this.limit = limit;
        this.isSilent = isSilent;
    }

    /**
     * Begins to act as a task.
     *
     * @param task the task; empty for a new task that is destroyed when this process ends
     * @param limit the limit of each request
     * @param isSilent true if the program writes nothing to standard output; otherwise, a call
     *     fails with OUTPUT_CLOSED if the reader of standard output has closed it
     * @throws IpcException ABSENT if no kernel is running, or if the task does not exist
     */
    static ServiceClient open(String task, WaitOptions.Limit limit, boolean isSilent) {
        return new ServiceClient(ClientTask.open(task), limit, isSilent);
    }

    /**
     * Begins to act as the same task in another thread, for example in the clean-up after a signal.
     * Any thread may call this method before this object is closed.
     *
     * @param otherLimit the limit of each request of the new object
     */
    public ServiceClient another(Duration otherLimit) {
        return open(task.name(), new WaitOptions.Limit(otherLimit.toNanos(), true), true);
    }

    /** Returns the object that sends requests to the name server. */
    private PortCall names() {
        return calls.computeIfAbsent(KernelNames.BOOTSTRAP, _ -> calls(bootstrap(), NAME_SERVER));
    }

    private String bootstrap() {
        return task.holds(KernelNames.BOOTSTRAP)
                ? KernelNames.BOOTSTRAP
                : task.copyOfKernel(KernelNames.NAMES, KernelNames.BOOTSTRAP);
    }

    /**
     * Returns an object that sends requests to a port.
     *
     * @param right the name that the task of this client has for the port
     * @param server the words that name the server in the message of a failure
     */
    private PortCall calls(String right, String server) {
        UnaryOperator<IpcException> reported = ServiceClient::reported;
        return described(
                server,
                () ->
                        isSilent
                                ? PortCall.openSilent(
                                        task.space(), task.name(), right, limit, reported)
                                : PortCall.open(task.space(), task.name(), right, limit, reported));
    }

    /**
     * Converts a failure that a reply reports. REMOVED becomes ABSENT, so that a call fails with
     * REMOVED only if no reply comes.
     */
    private static IpcException reported(IpcException failure) {
        return failure.category() == Category.REMOVED
                ? new IpcException(Category.ABSENT, failure.getMessage(), failure)
                : failure;
    }

    /**
     * Runs a function that communicates with a server. If the function fails because no reply will
     * come, the message of the failure says that the server has ended.
     *
     * @param server the words that name the server in this message
     */
    private <T> T described(String server, Supplier<T> step) {
        try {
            return step.get();
        } catch (IpcException e) {
            if (e.category() != Category.REMOVED) {
                throw e;
            }
            // The failure REMOVED has two possible causes. If a user has removed the task of this
            // client, require() throws ABSENT. Otherwise the server has ended.
            task.require();
            throw new IpcException(Category.REMOVED, server + " has ended", e);
        }
    }

    /**
     * Sends a request to the kernel itself, and returns the reply. The request passes through no
     * service, so the kernel also answers while services do not reply.
     *
     * @throws IpcException ABSENT if no kernel is running; REMOVED if the kernel has ended before
     *     it replied; TIMED_OUT if the limit is exceeded; otherwise the failure that the kernel
     *     reports
     */
    public byte[] callKernel(ServiceMessage request) {
        return callKernel(request, List.of());
    }

    /**
     * Sends a request to the kernel itself, and returns the reply. The request carries rights of
     * the task. {@link #callKernel(ServiceMessage)} describes the failures.
     */
    public byte[] callKernel(ServiceMessage request, List<Carry> carried) {
        return withControl(
                right -> {
                    try (PortCall call = calls(right, THE_KERNEL)) {
                        return call(THE_KERNEL, call, request, carried);
                    }
                });
    }

    /** Runs an action with a send right to the port of the kernel itself, and drops this right. */
    private <T> T withControl(Function<String, T> action) {
        return with(task.copyOfKernel(KernelNames.CONTROL, KernelNames.CONTROL), action);
    }

    /** Runs an action with a send right, and drops this right. */
    private <T> T with(String right, Function<String, T> action) {
        try {
            return action.apply(right);
        } finally {
            task.drop(right);
        }
    }

    /**
     * Asks the kernel to stop, and waits until it has destroyed its tasks, which is the last thing
     * that it does. If another kernel starts meanwhile, does not wait for the end of that kernel.
     *
     * @throws IpcException ABSENT if no kernel is running; TIMED_OUT if the kernel has not replied
     *     or has not ended within the limit
     */
    public void stopKernel() {
        Deadline deadline = limit.next();
        boolean hasEnded =
                withControl(
                        right -> {
                            requestStop(right);
                            return task.awaitDeath(right, deadline);
                        });
        if (!hasEnded) {
            throw new IpcException(Category.TIMED_OUT, "timed out: the kernel has not ended");
        }
    }

    private void requestStop(String right) {
        try (PortCall call = calls(right, THE_KERNEL)) {
            byte[] _ = call(THE_KERNEL, call, ServiceMessage.of("stop"), List.of());
        } catch (IpcException e) {
            // REMOVED: the kernel has ended without a reply.
            if (e.category() != Category.REMOVED) {
                throw e;
            }
        }
    }

    /**
     * Gets a send right to a service from the name server.
     *
     * @return the name that the task of this client has for the right
     * @throws IpcException ABSENT if the name server does not know the service
     */
    public String lookUp(String service) {
        PortCall names = names();
        Message _ =
                described(
                        NAME_SERVER,
                        () -> names.call(ServiceMessage.of("look-up", service).bytes(), List.of()));
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
     * @param carried the name of a send right of the task; the request carries a copy of this
     *     right. Null if the request carries no right
     */
    public byte[] callNames(ServiceMessage request, String carried) {
        return call(
                NAME_SERVER,
                names(),
                request,
                carried == null ? List.of() : List.of(new Carry(carried, Right.SEND, false)));
    }

    /**
     * Sends a request to a service, and returns the reply.
     *
     * @throws IpcException the failure that the service reports; ABSENT if the name server does not
     *     know the service; REMOVED if the kernel has ended, or has given up starting the service;
     *     TIMED_OUT if the limit is exceeded
     */
    public byte[] call(String service, ServiceMessage request) {
        String server = "service " + service;
        PortCall call = calls.get(service);
        if (call == null) {
            String right = lookUp(service);
            lookedUp.add(right);
            call = calls(right, server);
            calls.put(service, call);
        }
        return call(server, call, request, List.of());
    }

    /**
     * Runs an action with a send right to the kernel port of another task, and drops the right.
     *
     * @param other the other task
     * @param action gets the name of the right
     * @throws IpcException ABSENT if the other task does not exist; DENIED if it has dropped its
     *     right to its kernel port; REMOVED if it has no kernel port
     */
    public <T> T withKernelPort(String other, Function<String, T> action) {
        String right;
        try {
            right = task.copy(other, KernelNames.KERNEL, other);
        } catch (IpcException e) {
            // The tasks of a kernel and of its services have no kernel port.
            throw e.category() == Category.REMOVED
                    ? new IpcException(Category.REMOVED, "task " + other + " has no kernel port", e)
                    : e;
        }
        return with(right, action);
    }

    private byte[] call(String server, PortCall call, ServiceMessage request, List<Carry> carried) {
        return described(
                server,
                () -> {
                    byte[] body = call.call(request.bytes(), carried).body();
                    call.acknowledge();
                    return body;
                });
    }

    /**
     * Destroys the ports for replies, and drops the rights that {@code call} has looked up.
     * Destroys the task if it was created for this process.
     */
    @Override
    public void close() {
        calls.values().forEach(PortCall::close);
        lookedUp.forEach(task::drop);
        task.close();
    }
}
