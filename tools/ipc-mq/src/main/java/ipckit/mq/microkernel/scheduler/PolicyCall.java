package ipckit.mq.microkernel.scheduler;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.Message;
import ipckit.mq.microkernel.policy.PolicyLine;
import ipckit.mq.microkernel.policy.TaskTimes;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.port.message.PortCall;
import ipckit.mq.space.PortSpace;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks the policy, a service outside the kernel, for the priorities of tasks. Does not wait long
 * for an answer: a late answer is used by the next decision. An instance belongs to one thread.
 */
final class PolicyCall implements AutoCloseable {
    /** The longest wait for an answer. The running task runs on meanwhile. */
    private static final Duration WAIT = Duration.ofMillis(250);

    /** The longest wait for room in the policy's port, or for a lock that another thread holds. */
    private static final Duration LIMIT = Duration.ofMillis(500);

    private final PortSpace space;
    private final String kernel;
    private final String right;
    private PortCall port;
    private boolean isUnanswered;

    /**
     * @param kernel the task of the kernel
     * @param right the name of the kernel's right to the service that assigns the priorities
     */
    PolicyCall(PortSpace space, String kernel, String right) {
        this.space = space;
        this.kernel = kernel;
        this.right = right;
    }

    /**
     * Asks for new priorities, unless an earlier question is unanswered.
     *
     * @return new priorities by the names of the tasks; none if there is no answer yet, or if the
     *     service that assigns the priorities has failed. That service reports failures itself
     */
    Map<String, Long> ask(List<TaskTimes> tasks) {
        try {
            if (!isUnanswered) {
                send(tasks);
            }
            Message answer = port.receive(Deadline.after(WAIT));
            if (answer == null) {
                return Map.of();
            }
            isUnanswered = false;
            String line = new String(answer.body(), StandardCharsets.UTF_8);
            port.acknowledge();
            return PolicyLine.parseAnswer(line);
        } catch (IpcException e) {
            close();
            return Map.of();
        }
    }

    private void send(List<TaskTimes> tasks) {
        if (port == null) {
            port = PortCall.openLimited(space, kernel, right, LIMIT);
        }
        ServiceMessage question = ServiceMessage.of(List.of("decide"), PolicyLine.question(tasks));
        port.send(question.bytes(), List.of(), Deadline.after(LIMIT));
        isUnanswered = true;
    }

    /** Destroys the port for the answers. The next question creates it again. */
    @Override
    public void close() {
        isUnanswered = false;
        if (port != null) {
            port.close();
            port = null;
        }
    }
}
