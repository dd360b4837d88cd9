package ipckit.mq.microkernel;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Right;
import ipckit.mq.task.KernelReply;
import ipckit.mq.task.Replier;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Answers the open requests of one service: sends the replies of the service to the clients, and
 * cancels the requests whose clients wait no longer. An instance belongs to one thread.
 */
final class RequestAnswers {
    private final PortSpace space;
    private final String task;
    private final OpenRequests requests;
    private final BooleanSupplier abandoned;
    private final Replier replier;

    /**
     * @param task the task of the service
     * @param abandoned returns whether the kernel ends; if it does, a reply is not sent again after
     *     a failed attempt
     */
    RequestAnswers(PortSpace space, String task, OpenRequests requests, BooleanSupplier abandoned) {
        this.space = space;
        this.task = task;
        this.requests = requests;
        this.abandoned = abandoned;
        this.replier = new Replier(space, task);
    }

    /**
     * Handles a message of the service about a request. Ignores a request that was answered or
     * cancelled before.
     *
     * @return false if the message is not about a request: it is a system call, with which the
     *     service asks the kernel for something else
     */
    boolean handle(ServiceMessage message) {
        List<String> words = message.arguments();
        switch (message.operation()) {
            case "reply" -> {
                List<Carry> given =
                        words.size() == 1
                                ? List.of()
                                : List.of(new Carry(words.get(1), Right.SEND, false));
                answer(words, new KernelReply(null, message.body()), given);
            }
            case "fail" -> {
                Category failure = Category.valueOf(words.get(1));
                answer(words, new KernelReply(failure, message.body()), List.of());
            }
            case "later" -> requests.putOff(number(words));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static long number(List<String> words) {
        return Long.parseLong(words.getFirst());
    }

    private void answer(List<String> words, KernelReply reply, List<Carry> given) {
        OpenRequest request = requests.answer(number(words));
        if (request != null) {
            answer(request, reply, given);
        }
    }

    private void answer(OpenRequest request, KernelReply reply, List<Carry> given) {
        send(request, reply, given);
        requests.remove(request);
    }

    private void send(OpenRequest request, KernelReply reply, List<Carry> given) {
        while (!replier.reply(request.rights(), reply, given) && !abandoned.getAsBoolean()) {
            Replier.pause();
        }
    }

    /** Sends a failure as the reply to a request. */
    void fail(OpenRequest request, IpcException failure) {
        answer(request, KernelReply.of(failure), List.of());
    }

    /**
     * Cancels each request whose client no longer waits, if the service has announced that it will
     * answer the request later.
     */
    void cancelForsaken() {
        long last = requests.newestWaiting();
        if (last == 0) {
            return;
        }
        try {
            for (OpenRequest request : requests.cancel(space.ports().deadNames(task), last)) {
                // No client receives this reply. It is sent because sending a reply also drops the
                // rights that the request carried.
                send(request, cancelled(), List.of());
            }
        } catch (IpcException e) {
            // There are two causes. If the kernel has given the service up, the requests of the
            // service's clients have failed already. If a stopped process has the lock of the port
            // space, the next call of this method cancels the requests.
        }
    }

    private static KernelReply cancelled() {
        return KernelReply.of(new IpcException(Category.REMOVED, "the request is cancelled"));
    }
}
