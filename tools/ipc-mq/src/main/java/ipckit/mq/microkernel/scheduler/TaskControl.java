package ipckit.mq.microkernel.scheduler;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.mailbox.Message;
import ipckit.mq.port.message.PortCall;
import ipckit.mq.space.PortSpace;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Controls a task by messages to its kernel port. The process {@code task run} of the task receives
 * these requests, and replies in their order. A request is sent without waiting for the reply, so a
 * slow or stopped {@code task run} does not block the scheduler. Instants are values of {@link
 * System#nanoTime}. An instance belongs to one thread.
 *
 * <p>The methods that send a request or receive replies fail with these categories:
 *
 * <ul>
 *   <li>TIMED_OUT: the kernel port is full for a long time, or the task has refused a request for
 *       the moment.
 *   <li>WOULD_BLOCK: a reply is lost.
 *   <li>REMOVED: the task has ended.
 *   <li>Any other category: the right is not a right to a kernel port.
 * </ul>
 *
 * <p>After a failure, this object expects no reply to an earlier request.
 */
final class TaskControl implements AutoCloseable {
    /** The longest wait for room in the kernel port, or for a lock that another thread holds. */
    private static final Duration LIMIT = Duration.ofMillis(500);

    /**
     * A request whose reply has not arrived.
     *
     * @param isForTimes whether the request asks for the CPU time of the task
     * @param sent the value of {@link System#nanoTime} when the request was sent
     */
    private record Request(boolean isForTimes, long sent) {}

    private final Supplier<PortSpace> space;
    private final String kernel;
    private final String right;
    private final Deque<Request> unanswered = new ArrayDeque<>();
    private PortCall port;
    private long cpuMillis;

    /**
     * @param space returns the port space of the thread to which this object belongs
     * @param kernel the task of the kernel
     * @param right the name of the kernel's right to the kernel port of the controlled task
     */
    TaskControl(Supplier<PortSpace> space, String kernel, String right) {
        this.space = space;
        this.kernel = kernel;
        this.right = right;
    }

    /**
     * Asks the task to stop, or to renew its suspension. The task continues when the limit has
     * passed.
     *
     * @param limit the limit; zero to let the task continue at once
     */
    void suspend(Duration limit) {
        send("suspend " + DurationConverter.ANY.show(limit), false);
    }

    /** Asks for the CPU time that the task has used. */
    void measure() {
        send("times", true);
    }

    private void send(String request, boolean isForTimes) {
        try {
            open();
            port.send(request.getBytes(StandardCharsets.UTF_8), List.of(), Deadline.after(LIMIT));
            unanswered.add(new Request(isForTimes, System.nanoTime()));
        } catch (IpcException e) {
            close();
            throw e;
        }
    }

    /**
     * Receives the replies to the requests.
     *
     * @return whether all requests are answered; false if the deadline has passed
     */
    boolean await(Deadline deadline) {
        try {
            while (!unanswered.isEmpty()) {
                Message reply = port.receive(deadline);
                if (reply == null) {
                    return false;
                }
                if (unanswered.remove().isForTimes()) {
                    cpuMillis = number(new String(reply.body(), StandardCharsets.UTF_8));
                }
                port.acknowledge();
            }
            return true;
        } catch (IpcException e) {
            close();
            throw e.category() == Category.REMOVED ? lost() : e;
        }
    }

    /**
     * Returns the failure of a request whose reply will not come. Usually the task has ended. But
     * the task is alive if a process that acts as the task has dropped the right to reply.
     */
    private IpcException lost() {
        try {
            open();
            return new IpcException(Category.WOULD_BLOCK, "a reply is lost");
        } catch (IpcException e) {
            return e;
        }
    }

    private void open() {
        if (port == null) {
            port = PortCall.openLimited(space.get(), kernel, right, LIMIT);
        }
    }

    private static long number(String reply) {
        try {
            return Long.parseLong(reply);
        } catch (NumberFormatException e) {
            throw new IpcException(Category.CORRUPT, "it is not the kernel port of a task", e);
        }
    }

    /**
     * Returns whether a request that was sent before {@code instant} is still unanswered.
     *
     * @param instant a value of {@link System#nanoTime}
     */
    boolean isUnansweredSince(long instant) {
        return !unanswered.isEmpty() && unanswered.peek().sent() - instant < 0;
    }

    /** Returns the CPU time that the task has used according to the last reply, in milliseconds. */
    long cpuMillis() {
        return cpuMillis;
    }

    /** Destroys the port for the replies. A further request creates it again. */
    @Override
    public void close() {
        unanswered.clear();
        if (port != null) {
            port.close();
            port = null;
        }
    }
}
