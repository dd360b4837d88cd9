package ipckit.mq.microkernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.process.InheritableLock;
import ipckit.common.process.Shutdown;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.microkernel.scheduler.Scheduler;
import ipckit.mq.microkernel.wire.KernelNames;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Right;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One execution of the kernel: creates the tasks and ports of the services, starts the services,
 * and answers requests to its port {@code control}. All tasks belong to this process, so they are
 * destroyed when this process ends in any way.
 *
 * <p>The kernel itself only passes messages between clients and services. The threads of {@link
 * ServiceHost} do this work, and {@link ControlRequests} answers the requests to the kernel itself.
 */
final class Microkernel implements AutoCloseable {
    /**
     * The time between two searches for ended tasks. It is short, because notices of the death of a
     * task must be sent within 200 ms.
     */
    private static final long SEARCH_MILLIS = 100;

    /**
     * A task that this kernel has created.
     *
     * @param lock keeps the task alive: the task is destroyed when this process closes the lock or
     *     ends
     */
    private record OwnTask(String name, InheritableLock lock) {}

    private final PortSpace space = new PortSpaces().openOrCreate();

    /** The tasks in the order of their creation. The first one is the task of the kernel. */
    private final List<OwnTask> tasks = new CopyOnWriteArrayList<>();

    private final Map<KernelService, ServiceHost> hosts = new ConcurrentSkipListMap<>();
    private final Scheduler scheduler;
    private final Consumer<String> news;
    private final Runnable cleanUp = this::destroyTasks;

    // The monitor of this object protects these fields.
    private boolean stopped;
    private RuntimeException failure;
    private OptionalInt startStatus = OptionalInt.empty();

    /**
     * Creates the tasks and ports.
     *
     * @param quantum the time between two decisions of the scheduler
     * @param news receives a line when a service dies, and when the scheduler ends because of a
     *     failure or no longer schedules a task
     * @throws IpcException EXISTS if a kernel already runs in the same {@code $IPC_DIR}, or if a
     *     user has created a task with the name of a task of the kernel or of its services
     */
    Microkernel(Duration quantum, Consumer<String> news) {
        this.news = news;
        scheduler =
                new Scheduler(
                        KernelNames.KERNEL, KernelService.SCHEDULER.word(), quantum, this::report);
        Shutdown.addCleanUp(cleanUp);
        try {
            own(KernelNames.KERNEL);
            allocate(KernelNames.KERNEL, KernelNames.CONTROL);
            for (KernelService service : KernelService.values()) {
                own(service.task());
                allocate(service.task(), service.word());
            }
            give(KernelService.NAMES, KernelNames.KERNEL);
            for (KernelService service : KernelService.values()) {
                if (service.isPublic()) {
                    give(service, KernelService.NAMES.task());
                }
            }
            give(KernelService.DISK, KernelService.FILES.task());
            give(KernelService.SCHEDULER, KernelNames.KERNEL);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void own(String task) {
        try {
            tasks.add(new OwnTask(task, space.tasks().runNew(task)));
        } catch (IpcException e) {
            throw e.category() == Category.EXISTS && isOfOtherKernel(task)
                    ? new IpcException(Category.EXISTS, "a kernel is running already", e)
                    : e;
        }
        // Other tasks control a task by requests to its kernel port. No process would answer these
        // requests. Without the port, they fail at once.
        space.ports().destroyKernelPort(task);
    }

    /**
     * Returns whether a task is the main task of another kernel. Such a task has the name {@code
     * kernel} and belongs to a process. A task that belongs to no process was created by a user.
     */
    private boolean isOfOtherKernel(String task) {
        return task.equals(KernelNames.KERNEL) && space.tasks().hasProcess(task);
    }

    private void allocate(String task, String name) {
        space.ports().allocate(task, name, Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
    }

    /** Gives a task a send right to the port of a service. */
    private void give(KernelService service, String task) {
        String _ =
                space.ports()
                        .insert(service.task(), service.word(), Right.SEND, task, service.word());
    }

    /**
     * Starts the services, and waits until all are ready, or until the kernel must stop.
     *
     * @param host creates the object that runs a service; its second argument receives a line when
     *     the service dies
     * @return 0, or the exit status of a service that has failed
     * @throws IpcException REMOVED if the task of the kernel was removed meanwhile
     */
    int start(BiFunction<KernelService, Consumer<String>, ServiceHost> host) {
        for (KernelService service : KernelService.values()) {
            hosts.put(service, host.apply(service, this::report));
        }
        startThread(
                new ControlRequests(this::statusLines, scheduler, this::stop), KernelNames.CONTROL);
        hosts.values().forEach(ServiceHost::start);
        startThread(() -> reportStart(awaitReady()), "start");
        int status = awaitStart();
        if (status != 0 && stopsAsRemoved()) {
            throwFailure();
        }
        return status;
    }

    /**
     * Reports an event to the user, unless the kernel has failed. If the task of the kernel was
     * removed, stops the kernel instead. All later events have this one cause, which {@link #run}
     * reports.
     */
    private void report(String event) {
        if (!hasFailed() && !stopsAsRemoved()) {
            news.accept(event);
        }
    }

    /**
     * Stops the kernel if its task was removed, alone or together with the whole port space.
     * Returns whether the task was removed.
     */
    private boolean stopsAsRemoved() {
        try (PortSpace own = new PortSpaces().open()) {
            own.tasks().require(KernelNames.KERNEL);
            return false;
        } catch (IpcException e) {
            boolean isRemoved = MailboxRegistry.isAbsent(e);
            if (isRemoved) {
                stop(ControlRequests.removed(e));
            }
            return isRemoved;
        }
    }

    private static void startThread(Runnable action, String name) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until all services are ready. Returns 0, or the exit status of a failed service. */
    private int awaitReady() {
        return hosts.values().stream()
                .mapToInt(ServiceHost::awaitReady)
                .filter(status -> status != 0)
                .findFirst()
                .orElse(0);
    }

    private synchronized void reportStart(int status) {
        startStatus = OptionalInt.of(status);
        notifyAll();
    }

    private synchronized int awaitStart() {
        while (startStatus.isEmpty() && !stopped) {
            Uninterrupted.await(this::wait);
        }
        return startStatus.orElse(0);
    }

    /**
     * Runs the scheduler, and destroys the tasks whose processes have ended, until a client sends
     * the request {@code stop}, or until a signal ends this process. Other threads pass messages
     * between clients and services.
     *
     * @throws IpcException REMOVED if the task of the kernel was removed; CORRUPT if the port space
     *     is damaged
     */
    void run() {
        scheduler.start();
        while (!awaitStop(SEARCH_MILLIS)) {
            space.completeDeaths();
            hosts.values().forEach(host -> host.cancelForsaken(space));
        }
        throwFailure();
    }

    /** Returns whether the kernel must stop, or has failed. */
    synchronized boolean hasStopped() {
        return stopped;
    }

    /**
     * Waits until the kernel must stop, or until the time has passed. Returns whether the kernel
     * must stop.
     */
    private synchronized boolean awaitStop(long millis) {
        if (!stopped) {
            Uninterrupted.await(() -> wait(millis));
        }
        return stopped;
    }

    /**
     * Makes the kernel stop. Called when a signal ends this process. Any thread may call this
     * method.
     */
    void stop() {
        stop(null);
    }

    private synchronized void stop(RuntimeException reason) {
        if (!stopped) {
            failure = reason;
        }
        stopped = true;
        notifyAll();
    }

    private synchronized boolean hasFailed() {
        return failure != null;
    }

    private synchronized void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Returns a line for each service: the fields of its {@link ServiceHost.Status}. */
    private String statusLines() {
        StringBuilder text = new StringBuilder();
        for (ServiceHost host : hosts.values()) {
            ServiceHost.Status status = host.status();
            text.append(status.service().word())
                    .append(' ')
                    .append(status.state().name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(status.pid())
                    .append(' ')
                    .append(status.restarts())
                    .append(' ')
                    .append(status.requests())
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Stops the services in the reverse order of their start, so that a service ends before the
     * services that it uses.
     */
    private void stopServices() {
        List<ServiceHost> reversed = new ArrayList<>(hosts.values()).reversed();
        reversed.forEach(ServiceHost::stop);
    }

    /**
     * Destroys the tasks that this kernel has created, so that the requests of waiting clients
     * fail. Called when a signal ends this process at once, without a call of {@link #close}.
     */
    private void destroyTasks() {
        hosts.values().forEach(ServiceHost::expectEnd);
        if (tasks.isEmpty()) {
            return;
        }
        scheduler.resumeAll();
        try (PortSpace own = new PortSpaces().open()) {
            tasks.reversed().forEach(task -> destroy(own, task.name()));
        } catch (IpcException e) {
            // This process cannot access the port space, and ends without destroying the tasks. The
            // next process that uses the port space destroys the tasks.
        }
    }

    private static void destroy(PortSpace own, String task) {
        try {
            own.tasks().remove(task);
        } catch (IpcException e) {
            // If a user has already removed the task, nothing remains to do. If the port space
            // cannot be locked, another process destroys the task after the end of this process.
        }
    }

    /**
     * Stops the scheduler and the services. Then destroys the tasks, as the last thing that the
     * kernel does: the client that has stopped the kernel waits until the task of the kernel is
     * destroyed.
     */
    @Override
    public void close() {
        scheduler.close();
        stopServices();
        Shutdown.removeCleanUp(cleanUp);
        // The lock of the kernel's task is released last. Another kernel must acquire this lock
        // first, so it never finds a service's task that still belongs to this process.
        tasks.reversed().forEach(task -> task.lock().close());
        space.completeDeaths();
        space.close();
        // The port space is removed only if no thread of this process uses it any longer.
        hosts.values().forEach(ServiceHost::awaitIntake);
        new PortSpaces().removeIfUnused();
    }
}
