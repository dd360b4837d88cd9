package ipckit.mq.microkernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.process.InheritableLock;
import ipckit.common.process.Shutdown;
import ipckit.mq.microkernel.scheduler.ScheduleRequests;
import ipckit.mq.microkernel.scheduler.Scheduler;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Right;
import ipckit.mq.space.Tasks;
import ipckit.mq.task.KernelReply;
import ipckit.mq.task.Replier;
import ipckit.mq.task.RequestRights;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One run of the kernel: creates the tasks and ports of the services, starts the services, and
 * answers requests to its port {@code control}. All tasks belong to this process, so they are
 * destroyed when this process ends in any way.
 *
 * <p>The kernel itself only passes messages. The threads of {@link ServiceHost} do this work.
 */
final class Microkernel implements AutoCloseable {
    /** The name of the port by which clients control the kernel. */
    static final String CONTROL = "control";

    /** The name of the kernel's right to the name server. */
    static final String NAMES = KernelService.NAMES.word();

    /**
     * The time between two searches for ended tasks. It is short, because notices of the death of a
     * task must be sent within 200 ms.
     */
    private static final long SEARCH_MILLIS = 100;

    private final PortSpace space = new PortSpaces().openOrCreate();
    private final List<InheritableLock> locks = new ArrayList<>();
    private final Map<KernelService, ServiceHost> hosts = new ConcurrentSkipListMap<>();
    private final Scheduler scheduler;
    private final Runnable cleanUp = this::destroyTasks;
    private boolean stopped;

    /**
     * Creates the tasks and ports.
     *
     * @param quantum the time between two decisions of the scheduler
     * @param news receives a line when the scheduler meets something unexpected
     * @throws IpcException EXISTS if a kernel runs in this home already
     */
    Microkernel(Duration quantum, Consumer<String> news) {
        scheduler =
                new Scheduler(KernelService.KERNEL, KernelService.SCHEDULER.word(), quantum, news);
        Shutdown.addCleanUp(cleanUp);
        try {
            own(KernelService.KERNEL);
            allocate(KernelService.KERNEL, CONTROL);
            for (KernelService service : KernelService.values()) {
                own(service.task());
                allocate(service.task(), service.word());
            }
            give(KernelService.NAMES, KernelService.KERNEL);
            for (KernelService service : KernelService.values()) {
                if (service.isPublic()) {
                    give(service, KernelService.NAMES.task());
                }
            }
            give(KernelService.DISK, KernelService.FILES.task());
            give(KernelService.SCHEDULER, KernelService.KERNEL);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void own(String task) {
        try {
            locks.add(space.tasks().run(task));
        } catch (IpcException e) {
            throw e.category() == Category.EXISTS && task.equals(KernelService.KERNEL)
                    ? new IpcException(Category.EXISTS, "a kernel is running already", e)
                    : e;
        }
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
     * Starts the services, and waits until all are ready.
     *
     * @param host returns the host of a service
     * @return 0, or the exit status of a service that has failed
     */
    int start(Function<KernelService, ServiceHost> host) {
        for (KernelService service : KernelService.values()) {
            ServiceHost started = host.apply(service);
            hosts.put(service, started);
            started.start();
        }
        return hosts.values().stream()
                .mapToInt(ServiceHost::awaitReady)
                .filter(status -> status != 0)
                .findFirst()
                .orElse(0);
    }

    /** Answers requests until a client sends the request {@code stop}. */
    void run() {
        Thread control = new Thread(this::control, CONTROL);
        control.setDaemon(true);
        control.start();
        scheduler.start();
        while (!hasStopped()) {
            space.completeDeaths();
        }
        scheduler.close();
        stopServices();
    }

    private synchronized boolean hasStopped() {
        if (!stopped) {
            Uninterrupted.await(() -> wait(SEARCH_MILLIS));
        }
        return stopped;
    }

    private synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private void control() {
        try (PortSpace own = new PortSpaces().open();
                PortReceiver receiver =
                        own.ports()
                                .receiver(
                                        KernelService.KERNEL,
                                        CONTROL,
                                        Deadline.NEVER,
                                        () -> false)) {
            Replier replier = new Replier(own, KernelService.KERNEL);
            ScheduleRequests schedule = new ScheduleRequests(own, KernelService.KERNEL, scheduler);
            boolean goesOn = true;
            while (goesOn && receiver.receive(Deadline.NEVER) == MailboxOutcome.DONE) {
                String request =
                        new String(receiver.message().body(), StandardCharsets.UTF_8).strip();
                if (receiver.notice() == null) {
                    RequestRights rights = new RequestRights(receiver.rights());
                    KernelReply reply = answer(request, rights, schedule);
                    while (!replier.reply(rights, reply, List.of()) && !hasStopped()) {
                        // A stopped process has had the lock of the port space for a long time.
                    }
                }
                goesOn = !request.equals("stop");
                receiver.acknowledge();
            }
        } catch (IpcException e) {
            // The task of the kernel was removed, or the port space is damaged.
        }
        stop();
    }

    private KernelReply answer(
            String request, RequestRights rights, ScheduleRequests schedule) {
        try {
            return switch (request) {
                case "stop" -> KernelReply.of("stopping");
                case "stat" -> KernelReply.of(statusLines());
                default ->
                        schedule.answer(
                                ServiceMessage.parse(request.getBytes(StandardCharsets.UTF_8)),
                                rights);
            };
        } catch (IpcException e) {
            return KernelReply.of(e);
        }
    }

    /** Returns a line for each service: its name, its state, the process ID and the restarts. */
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
                    .append('\n');
        }
        return text.toString();
    }

    /** Stops the services in the reverse order of their start, so that each can use the earlier. */
    private void stopServices() {
        List<ServiceHost> reversed = new ArrayList<>(hosts.values()).reversed();
        reversed.forEach(ServiceHost::stop);
    }

    /** Destroys the tasks when a signal ends this process, so that no client waits any longer. */
    private void destroyTasks() {
        hosts.values().forEach(ServiceHost::expectEnd);
        try (PortSpace own = new PortSpaces().open()) {
            for (Tasks.Status task : own.tasks().list()) {
                if (task.name().equals(KernelService.KERNEL)
                        || task.name().startsWith(KernelService.KERNEL + ".")) {
                    own.tasks().remove(task.name());
                }
            }
        } catch (IpcException e) {
            // The next participant destroys the tasks, because this process ends.
        }
    }

    /** Stops the scheduler and the services, and destroys the tasks of the services. */
    @Override
    public void close() {
        Shutdown.removeCleanUp(cleanUp);
        scheduler.close();
        stopServices();
        locks.forEach(InheritableLock::close);
        try {
            space.completeDeaths();
        } catch (IpcException e) {
            // The next participant destroys the tasks, because their locks are free.
        }
        space.close();
    }
}
