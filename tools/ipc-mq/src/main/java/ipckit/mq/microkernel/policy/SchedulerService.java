package ipckit.mq.microkernel.policy;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.server.Service;
import ipckit.mq.microkernel.server.ServiceRequest;

/**
 * The service that assigns the priorities by which the kernel schedules tasks. Only the kernel has
 * a right to send requests to it. The request {@code decide} has a question to the {@link Policy}
 * as its body, and the reply is the answer.
 */
public final class SchedulerService implements Service {
    private final Policy policy;

    /** Creates the service. */
    public SchedulerService(Policy policy) {
        this.policy = policy;
    }

    @Override
    public void handle(ServiceRequest request) {
        if (!request.message().operation().equals("decide")) {
            throw new IpcException(Category.UNUSABLE, "unknown request: use decide");
        }
        request.reply(policy.decide(request.message().text().strip()));
    }
}
