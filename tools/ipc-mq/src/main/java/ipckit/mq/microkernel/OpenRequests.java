package ipckit.mq.microkernel;

import ipckit.common.Uninterrupted;
import ipckit.mq.task.RequestRights;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The requests that a service has not answered, in the order in which the kernel received them.
 * Each process of the service gets all of them, the oldest one first. Safe for several threads.
 */
final class OpenRequests {
    private final int window;
    private final SortedMap<Long, OpenRequest> open = new TreeMap<>();
    private long nextId = 1;

    /** The number of the newest request that the present process has got. */
    private long passed;

    /** The present process; null if no process can get requests. */
    private ServiceProcess reader;

    private boolean isClosed;

    /**
     * @param window the largest number of requests
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

    /** Makes all requests, the oldest one first, go to another process. */
    synchronized void startWith(ServiceProcess process) {
        reader = process;
        passed = 0;
        notifyAll();
    }

    /** Keeps all requests for the next process, because the present one has ended. */
    synchronized void pause() {
        reader = null;
    }

    /** A request, and the process that gets it. */
    record Delivery(OpenRequest request, ServiceProcess reader) {}

    /**
     * Waits for the next request that the present process has not got. Returns null if this object
     * is closed.
     */
    synchronized Delivery next() {
        while (!isClosed && (reader == null || open.tailMap(passed + 1).isEmpty())) {
            Uninterrupted.await(this::wait);
        }
        if (isClosed) {
            return null;
        }
        OpenRequest request = open.get(open.tailMap(passed + 1).firstKey());
        passed = request.id();
        request.countTry();
        return new Delivery(request, reader);
    }

    /** Returns a request; null if it is answered. */
    synchronized OpenRequest find(long id) {
        return open.get(id);
    }

    /** Returns the oldest request; null if there is none. */
    synchronized OpenRequest oldest() {
        return open.isEmpty() ? null : open.get(open.firstKey());
    }

    /**
     * Removes a request that is answered. The process has not died of the older requests, because
     * it has answered a later one: those only wait, for example for an alarm.
     */
    synchronized void remove(OpenRequest answered) {
        open.remove(answered.id());
        open.headMap(answered.id()).values().forEach(OpenRequest::forgetTries);
        notifyAll();
    }

    /** Forgets the tries of all requests, because a process has lived for a long time with them. */
    synchronized void forgetTries() {
        open.values().forEach(OpenRequest::forgetTries);
    }

    /** Returns the requests with at least this number of tries. */
    synchronized List<OpenRequest> withTries(int least) {
        List<OpenRequest> found = new ArrayList<>(open.values());
        found.removeIf(request -> request.tries() < least);
        return found;
    }

    /** Waits until all requests are answered, but not after the instant {@code end}. */
    synchronized void awaitNone(long end) {
        for (long left = end - System.nanoTime(); !open.isEmpty() && left > 0; ) {
            long millis = left / 1_000_000 + 1;
            Uninterrupted.await(() -> wait(millis));
            left = end - System.nanoTime();
        }
    }

    /** Ends the waits of all threads for room and for requests. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
