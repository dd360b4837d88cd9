package ipckit.mq.microkernel;

import ipckit.common.Uninterrupted;
import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.task.RequestRights;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The requests that a service has not answered, in the order in which the kernel received them. The
 * service has one process at a time. After the end of a process, the next process gets all of these
 * requests, the oldest one first, and works on them in this order. This class is safe for several
 * threads.
 */
final class OpenRequests {
    private final int window;
    private final SortedMap<Long, OpenRequest> open = new TreeMap<>();
    private long nextId = 1;

    /**
     * The number of the newest request that {@link #next} has returned for the service's process.
     */
    private long passed;

    /** The messages to the service's process that cancel requests. */
    private final Deque<ServiceMessage> cancellations = new ArrayDeque<>();

    /** Writes a message to the service's process; null if no process can get requests. */
    private Consumer<ServiceMessage> process;

    private boolean isClosed;

    /**
     * @param window the largest number of requests that the service may have received and not
     *     answered
     */
    OpenRequests(int window) {
        this.window = window;
    }

    /** Waits until another request may be added. Returns false if this object is closed. */
    synchronized boolean awaitRoom() {
        while (!isClosed && open.size() >= window) {
            Uninterrupted.await(this::wait);
        }
        return !isClosed;
    }

    /** Adds a request. */
    synchronized void add(byte[] body, RequestRights rights) {
        open.put(nextId, new OpenRequest(nextId, body, rights));
        nextId++;
        notifyAll();
    }

    /** Returns the number of requests. */
    synchronized int size() {
        return open.size();
    }

    /**
     * Begins to send all requests to a new process of the service, the oldest request first.
     *
     * @param next writes a message to the process
     */
    synchronized void startWith(Consumer<ServiceMessage> next) {
        process = next;
        passed = 0;
        cancellations.clear();
        notifyAll();
    }

    /**
     * Records that the service's process has ended. The requests stay in this object for the next
     * process. Counts the death for the request on which the process was working.
     *
     * @return the request on which the process was working; null if there was none
     */
    synchronized OpenRequest endProcess() {
        OpenRequest last = current();
        if (last != null) {
            last.countDeath();
        }
        process = null;
        return last;
    }

    /**
     * Returns the request on which the service's process works. This is the oldest unanswered
     * request that the process has got and that is not put off. A request is put off if the service
     * has announced that it will answer the request later. Returns null if there is no such
     * request.
     */
    synchronized OpenRequest current() {
        return process == null
                ? null
                : open.headMap(passed + 1).values().stream()
                        .filter(request -> !request.isPutOff())
                        .findFirst()
                        .orElse(null);
    }

    /** A message, and the process that gets it. */
    record Delivery(ServiceMessage message, Consumer<ServiceMessage> process) {
        /** Writes the message to the process. */
        void deliver() {
            process.accept(message);
        }
    }

    /**
     * Waits for the next message to the service's process. The message is a request that the
     * process has not got, or cancels a request that the process has got. Returns null if this
     * object is closed.
     */
    synchronized Delivery next() {
        while (!isClosed && (process == null || !hasNext())) {
            Uninterrupted.await(this::wait);
        }
        if (isClosed) {
            return null;
        }
        if (!cancellations.isEmpty()) {
            return new Delivery(cancellations.poll(), process);
        }
        OpenRequest request = open.get(open.tailMap(passed + 1).firstKey());
        passed = request.id();
        return new Delivery(request.message(), process);
    }

    private boolean hasNext() {
        return !cancellations.isEmpty() || !open.tailMap(passed + 1).isEmpty();
    }

    /**
     * Records that the service will answer a request later. Does nothing if the request was
     * answered or cancelled before.
     */
    synchronized void putOff(long id) {
        OpenRequest request = open.get(id);
        if (request != null) {
            request.putOff();
        }
    }

    /**
     * Begins to answer a request. The caller sends the reply, and then calls {@link #remove}.
     *
     * @return the request; null if it was answered or cancelled before
     */
    synchronized OpenRequest answer(long id) {
        OpenRequest request = open.get(id);
        if (request != null) {
            request.answer();
        }
        return request;
    }

    /** Removes a request that is answered. */
    synchronized void remove(OpenRequest answered) {
        open.remove(answered.id());
        notifyAll();
    }

    /**
     * Returns the number of the newest request that is put off; 0 if there is none. A request is
     * put off if the service has announced that it will answer the request later.
     */
    synchronized long newestWaiting() {
        return open.values().stream()
                .filter(OpenRequest::isPutOff)
                .mapToLong(OpenRequest::id)
                .max()
                .orElse(0);
    }

    /**
     * Removes each request whose client no longer waits, if the service has announced that it will
     * answer the request later. If the service's process has got such a request, {@link #next}
     * returns a message that cancels it.
     *
     * @param dead the names by which the service's task refers to dead ports
     * @param last the number of the newest request that may be removed. A later request may have
     *     arrived after {@code dead} was read, and a name in {@code dead} may now stand for a
     *     living port
     * @return the removed requests; the caller must drop their rights
     */
    synchronized List<OpenRequest> cancel(Set<String> dead, long last) {
        List<OpenRequest> cancelled = new ArrayList<>(open.headMap(last + 1).values());
        cancelled.removeIf(request -> !request.isForsaken(dead));
        for (OpenRequest request : cancelled) {
            open.remove(request.id());
            if (request.id() <= passed) {
                cancellations.add(ServiceMessage.of("cancel", Long.toString(request.id())));
            }
        }
        notifyAll();
        return cancelled;
    }

    /**
     * Waits until all requests are answered, or until a time limit.
     *
     * @param end the time limit, an instant of {@link System#nanoTime}
     */
    synchronized void awaitNone(long end) {
        for (long left = end - System.nanoTime(); !open.isEmpty() && left > 0; ) {
            long millis = left / 1_000_000 + 1;
            Uninterrupted.await(() -> wait(millis));
            left = end - System.nanoTime();
        }
    }

    /** Ends the waits of all threads in {@link #awaitRoom} and {@link #next}. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
