package ipckit.mq.microkernel.scheduler;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.PortSender;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Right;
import ipckit.mq.task.KernelReply;
import ipckit.mq.task.RequestRights;

import java.time.Duration;
import java.util.List;

/**
 * Answers the requests of clients to the scheduler. An instance belongs to one thread. The requests
 * are:
 *
 * <pre>
 * schedule TASK     schedules a task. The request carries a send right to the task's kernel port
 * unschedule TASK   stops scheduling a task, which then continues
 * tasks             the reply has a line for each task: TASK PRIORITY STATE CPU_MS
 * </pre>
 */
public final class ScheduleRequests {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final PortSpace space;
    private final String kernel;
    private final Scheduler scheduler;

    /**
     * @param kernel the kernel's task, to which clients send the requests
     */
    public ScheduleRequests(PortSpace space, String kernel, Scheduler scheduler) {
        this.space = space;
        this.kernel = kernel;
        this.scheduler = scheduler;
    }

    /**
     * Answers a request.
     *
     * @param rights the rights that the request carried. If the scheduler keeps one of these
     *     rights, this method removes the right from {@code rights}, so that the caller does not
     *     drop it
     * @throws IpcException if the request fails; UNUSABLE if it is unknown
     */
    public KernelReply answer(ServiceMessage request, RequestRights rights) {
        switch (request.operation()) {
            case "schedule" -> {
                schedule(name(request), rights);
                return KernelReply.of("scheduled");
            }
            case "unschedule" -> {
                scheduler.remove(name(request));
                return KernelReply.of("not scheduled");
            }
            case "tasks" -> {
                return KernelReply.of(scheduler.lines());
            }
            default ->
                    throw new IpcException(
                            Category.UNUSABLE,
                            "unknown request: use schedule, unschedule, tasks, stat or stop");
        }
    }

    private static String name(ServiceMessage request) {
        List<String> words = request.arguments();
        if (words.size() != 1 || !ObjectName.isLegal(words.getFirst())) {
            throw new IpcException(Category.UNUSABLE, "the request needs the name of a task");
        }
        return words.getFirst();
    }

    private void schedule(String task, RequestRights rights) {
        AcceptedRight control =
                rights.others().stream()
                        .filter(right -> right.right() == Right.SEND)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IpcException(
                                                Category.UNUSABLE,
                                                "the request must carry a send right to the"
                                                        + " kernel port of the task"));
        // Checks the right: this call fails if the port is dead, or if it is the kernel port of a
        // task without a process.
        PortSender _ = space.ports().sender(kernel, control.name(), Deadline.after(LIMIT));
        if (scheduler.add(task, control.name())) {
            rights.remove(control);
        }
    }
}
