package ipckit.mq.microkernel;

import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.task.RequestRights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request that the kernel has received for a service, and that is not answered yet. */
final class OpenRequest {
    private final long id;
    private final ServiceMessage message;
    private final RequestRights rights;
    private final Map<String, String> kept = new HashMap<>();
    private int tries;

    /**
     * @param id the number of the request
     * @param rights the rights that the request carried
     */
    OpenRequest(long id, byte[] body, RequestRights rights) {
        this.id = id;
        this.rights = rights;
        List<String> words = new ArrayList<>(List.of("request", Long.toString(id)));
        rights.others().stream().map(AcceptedRight::name).forEach(words::add);
        this.message = new ServiceMessage(words, body);
    }

    /** Returns the number of the request. */
    long id() {
        return id;
    }

    /**
     * Returns the message to the service. It also names the rights that the service has kept,
     * because a repeated request must be the same as the first one.
     */
    ServiceMessage message() {
        return message;
    }

    /** Counts a process that gets the request. */
    void countTry() {
        tries++;
    }

    /** Forgets all tries, because a process has lived on with this request. */
    void forgetTries() {
        tries = 0;
    }

    /**
     * Returns the number of processes that got this request and died, counted since a process has
     * lived on with it.
     */
    int tries() {
        return tries;
    }

    /** Returns the rights that the request carried and that the service does not keep. */
    RequestRights rights() {
        return rights;
    }

    /** Returns a right that the request carried; null if it carried no such right. */
    AcceptedRight carried(String name) {
        return rights.others().stream()
                .filter(right -> right.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Records that the service keeps a right under a name. */
    void keep(AcceptedRight right, String name) {
        rights.remove(right);
        kept.put(right.name(), name);
    }

    /** Returns whether the service has kept the right under this name. */
    boolean hasKept(String right, String name) {
        return name.equals(kept.get(right));
    }
}
