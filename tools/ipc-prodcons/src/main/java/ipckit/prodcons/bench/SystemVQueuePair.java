package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.pipe.kernel.SystemVQueue;

/**
 * Two System V queues, one for each direction. They remain until they are removed.
 *
 * @param toServer the id of the queue that carries items from the client to the server
 * @param toClient the id of the queue that carries items from the server to the client
 */
record SystemVQueuePair(int toServer, int toClient) {
    private static final int OWNER_ONLY = 0600;

    /** Creates two queues without keys. */
    static SystemVQueuePair create() {
        int toServer = SystemVQueue.create(0, 0, OWNER_ONLY);
        try {
            return new SystemVQueuePair(toServer, SystemVQueue.create(0, 0, OWNER_ONLY));
        } catch (IpcException e) {
            remove(toServer);
            throw e;
        }
    }

    /** Returns the pair whose {@link #text} is given. */
    static SystemVQueuePair parse(String text) {
        String[] ids = text.split(" ");
        return new SystemVQueuePair(Integer.parseInt(ids[0]), Integer.parseInt(ids[1]));
    }

    /** Returns the two ids as a text. */
    String text() {
        return toServer + " " + toClient;
    }

    /** Removes the queues. Has no effect on a queue that was removed already. */
    void remove() {
        remove(toServer);
        remove(toClient);
    }

    private static void remove(int id) {
        try {
            SystemVQueue.remove(id);
        } catch (IpcException e) {
            // Another process has already removed the queue.
        }
    }
}
