package ipckit.mq.microkernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.task.RequestRights;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Receives the requests to one service from its port, and adds them to the {@link OpenRequests} of
 * the service. Waits while the service has as many requests as it may have at a time. This object
 * runs in its own thread.
 */
final class RequestIntake implements Runnable {
    /** The pause before another attempt to receive a request, in nanoseconds. */
    private static final long RETRY_NANOS = 50_000_000;

    private final KernelService service;
    private final OpenRequests requests;
    private final BooleanSupplier stopping;

    /**
     * @param requests the object to which the received requests are added
     * @param stopping returns whether the service takes no further requests
     */
    RequestIntake(KernelService service, OpenRequests requests, BooleanSupplier stopping) {
        this.service = service;
        this.requests = requests;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        try (PortSpace space = new PortSpaces().open();
                PortReceiver receiver =
                        space.ports()
                                .receiver(
                                        service.task(), service.word(), Deadline.NEVER, stopping)) {
            // The wait comes before the check, because the kernel can begin to stop the service
            // during the wait.
            while (requests.awaitRoom() && !stopping.getAsBoolean()) {
                receive(receiver);
            }
        }
    }

    private void receive(PortReceiver receiver) {
        try {
            if (receiver.receive(Deadline.NEVER) == MailboxOutcome.DONE) {
                if (receiver.notice() == null) {
                    byte[] body = receiver.message().body();
                    requests.add(body, new RequestRights(receiver.rights()));
                }
                receiver.acknowledge();
            }
        } catch (IpcException e) {
            switch (e.category()) {
                // There are two causes: the port space is full, or a stopped process has a lock of
                // the port space or of the mailbox that stores the port's messages. The next call
                // tries again.
                case TIMED_OUT, WOULD_BLOCK, NO_SPACE -> LockSupport.parkNanos(RETRY_NANOS);
                default -> throw e;
            }
        }
    }
}
