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
     * Returns the message that passes the request to the service. If a process of the service dies,
     * the next process gets the same message again. So the message always names all rights that the
     * request carried, including the rights that the service has kept.
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

    /**
     * Records that the service answers the request later, and works on other requests meanwhile.
     * The request stays put off when another process of the service gets it.
     */
    void putOff() {
        isPutOff = true;
    }

    /**
     * Returns whether the service answers the request later, so that no process works on it now.
     */
    boolean isPutOff() {
        return isPutOff;
    }

    /** Records that a reply is being sent, so that the request can no longer be cancelled. */
    void answer() {
        isAnswered = true;
    }

    /**
     * Returns whether the request must be cancelled: the service answers it later, and the client
     * no longer waits for the reply. A request whose reply is being sent is not cancelled.
     *
     * @param dead the names by which the service's task refers to dead ports
     */
    boolean isForsaken(Set<String> dead) {
        return isPutOff && !isAnswered && !rights.isReplyWanted(dead);
    }

    /** Returns the rights that the request carried and that the service does not keep. */
    RequestRights rights() {
        return rights;
    }

    /**
     * Returns the right with this name, if it is one of the rights that the request carried.
     * Returns null if there is no such right, or if the service has kept it.
     */
    AcceptedRight carried(String name) {
        return rights.others().stream()
                .filter(right -> right.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * Records that the service keeps a right that the request carried.
     *
     * @param name the name that the service has chosen for the right
     */
    void keep(AcceptedRight right, String name) {
        rights.remove(right);
        kept.put(right.name(), name);
    }

    /**
     * Returns whether the service has kept a right that the request carried.
     *
     * @param right the name that the right had in the request
     * @param name the name that the service has chosen for the right
     */
    boolean hasKept(String right, String name) {
        return name.equals(kept.get(right));
    }
}
