package ipckit.mq.service;

import ipckit.common.Uninterrupted;

/**
 * Counts the requests that the threads of a service are handling. After a thread has failed, no
 * further request begins. This class is safe for several threads.
 */
final class RequestGate {
    private int inProgress;
    private Throwable failure;

    /**
     * Begins a request and returns true. If a thread of the service has failed, begins no request
     * and returns false.
     */
    synchronized boolean enter() {
        if (failure != null) {
            return false;
        }
        inProgress++;
        return true;
    }

    /** Ends a request. */
    synchronized void leave() {
        inProgress--;
        notifyAll();
    }

    /** Notes that a thread has failed. Only the first failure counts. */
    synchronized void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        notifyAll();
    }

    /** Waits until a thread has failed and no request is in progress, and returns the failure. */
    synchronized Throwable awaitEnd() {
        while (failure == null || inProgress > 0) {
            Uninterrupted.await(this::wait);
        }
        return failure;
    }
}
