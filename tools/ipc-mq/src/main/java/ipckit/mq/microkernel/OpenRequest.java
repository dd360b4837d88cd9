package ipckit.mq.microkernel;

import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.task.RequestRights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A request that the kernel has received for a service, and that is not answered yet. */
final class OpenRequest {
    private final long id;
    private final ServiceMessage message;
    private final RequestRights rights;
    private final Map<String, String> kept = new HashMap<>();
    private int deaths;
    private boolean isPutOff;
    private boolean isAnswered;

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

    /** Counts a process that has died while it worked on the request. */
    void countDeath() {
        deaths++;
    }

    /** Returns the number of processes that have died while they worked on the request. */
    int deaths() {
        return deaths;
    }

    /** Records that a process answers the request later. This also holds for later processes. */
    void putOff() {
        isPutOff = true;
    }

    /** Returns whether the request waits, and no process works on it. */
    boolean isPutOff() {
        return isPutOff;
    }

    /** Records that a reply is being sent, so that the request can no longer be cancelled. */
    void answer() {
        isAnswered = true;
    }

    /**
     * Returns whether the request is to be cancelled: it waits, and its client waits no longer.
     *
     * @param dead the names of dead ports that the service's task has
     */
    boolean isForsaken(Set<String> dead) {
        return isPutOff && !isAnswered && !rights.isReplyWanted(dead);
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
