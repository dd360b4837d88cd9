package ipckit.mq.microkernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.mq.microkernel.scheduler.ScheduleRequests;
import ipckit.mq.microkernel.scheduler.Scheduler;
import ipckit.mq.microkernel.wire.KernelNames;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.task.KernelReply;
import ipckit.mq.task.Replier;
import ipckit.mq.task.RequestRights;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers the requests of clients to the kernel itself, until a client sends the request {@code
 * stop}. The request {@code stat} lists the services; {@link ScheduleRequests} describes the other
 * requests. This object runs in its own thread, also while the services start. So a kernel whose
 * services do not become ready can be stopped.
 */
final class ControlRequests implements Runnable {
    /** The pause between a failed step and the next attempt, in nanoseconds. */
    private static final long PAUSE_NANOS = 20_000_000;

    private final Supplier<String> status;
    private final Scheduler scheduler;
    private final Consumer<RuntimeException> end;

    /**
     * @param status returns the reply to {@code stat}
     * @param end called once, when this object answers no further request. Its argument is the
     *     failure that has ended this object; null if a client has sent {@code stop}
     */
    ControlRequests(Supplier<String> status, Scheduler scheduler, Consumer<RuntimeException> end) {
        this.status = status;
        this.scheduler = scheduler;
        this.end = end;
    }

    @Override
    public void run() {
        RuntimeException failure =
                new IllegalStateException("the thread of the port control has ended");
        try (PortSpace space = patiently(new PortSpaces()::open);
                PortReceiver receiver = patiently(() -> receiver(space))) {
            answerAll(space, receiver);
            failure = null;
        } catch (IpcException e) {
            failure = described(e);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            // This call stops the kernel, even after an Error of the Java runtime: without this
            // thread, the kernel would no longer answer requests to its port.
            end.accept(failure);
        }
    }

    private static PortReceiver receiver(PortSpace space) {
        return space.ports()
                .receiver(KernelNames.KERNEL, KernelNames.CONTROL, Deadline.NEVER, () -> false);
    }

    private static IpcException described(IpcException failure) {
        return switch (failure.category()) {
            case ABSENT, REMOVED, DENIED -> removed(failure);
            default -> failure;
        };
    }

    /** Returns the failure of a kernel whose task was removed, or the port that it listens to. */
    static IpcException removed(IpcException cause) {
        return new IpcException(
                IpcException.Category.REMOVED,
                "the task or the port of the kernel was removed",
                cause);
    }

    private void answerAll(PortSpace space, PortReceiver receiver) {
        Replier replier = new Replier(space, KernelNames.KERNEL);
        ScheduleRequests schedule = new ScheduleRequests(space, KernelNames.KERNEL, scheduler);
        boolean goesOn = true;
        while (goesOn) {
            if (patiently(() -> receiver.receive(Deadline.NEVER)) != MailboxOutcome.DONE) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            String request = new String(receiver.message().body(), StandardCharsets.UTF_8).strip();
            if (receiver.notice() == null) {
                RequestRights rights = new RequestRights(receiver.rights());
                KernelReply reply = answer(request, rights, schedule);
                while (!replier.reply(rights, reply, List.of())) {
                    Replier.pause();
                }
                goesOn = !request.equals("stop");
            }
            // This step can be repeated: a message that is acknowledged already remains
            // acknowledged.
            MailboxOutcome _ =
                    patiently(
                            () -> {
                                receiver.acknowledge();
                                return MailboxOutcome.DONE;
                            });
        }
    }

    private KernelReply answer(String request, RequestRights rights, ScheduleRequests schedule) {
        try {
            return switch (request) {
                case "stop" -> KernelReply.of("stopping");
                case "stat" -> KernelReply.of(status.get());
                default ->
                        schedule.answer(
                                ServiceMessage.parse(request.getBytes(StandardCharsets.UTF_8)),
                                rights);
            };
        } catch (IpcException e) {
            return KernelReply.of(e);
        }
    }

    /**
     * Runs a step, and repeats it while it fails for a temporary reason. There are two such
     * reasons: the port space is full, or a stopped process has a lock of the port space or of the
     * mailbox that stores the port's messages.
     *
     * @return the result of the step
     * @throws IpcException if the step fails for another reason
     */
    private static <T> T patiently(Supplier<T> step) {
        for (; ; ) {
            try {
                return step.get();
            } catch (IpcException e) {
                switch (e.category()) {
                    case TIMED_OUT, WOULD_BLOCK, NO_SPACE -> LockSupport.parkNanos(PAUSE_NANOS);
                    default -> throw e;
                }
            }
        }
    }
}
