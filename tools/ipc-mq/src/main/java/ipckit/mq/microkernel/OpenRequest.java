package ipckit.mq.microkernel;

import ipckit.mq.microkernel.wire.ServiceMessage;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.task.Replier;

import java.util.ArrayList;
import java.util.List;

/** A request that the kernel has received for a service, and that is not answered yet. */
final class OpenRequest {
    private final long id;
    private final byte[] body;
    private final List<AcceptedRight> rights;
    private int tries;

    /**
     * @param id the number of the request
     * @param rights the rights that the request carried
     */
    OpenRequest(long id, byte[] body, List<AcceptedRight> rights) {
        this.id = id;
        this.body = body;
        this.rights = new ArrayList<>(rights);
    }

    /** Returns the message to the service, and counts it as a try. */
    ServiceMessage message() {
        tries++;
        AcceptedRight toReply = Replier.rightToReply(rights);
        List<String> words = new ArrayList<>(List.of("request", Long.toString(id)));
        rights.stream()
                .filter(right -> right != toReply)
                .map(AcceptedRight::name)
                .forEach(words::add);
        return new ServiceMessage(words, body);
    }

    /** Forgets all tries, because a process has replied to a later request. */
    void survive() {
        tries = 0;
    }

    /**
     * Returns how many processes in succession got this request, and have replied to no later one.
     */
    int tries() {
        return tries;
    }

    /** Returns the rights that the request carried and that the service does not keep. */
    List<AcceptedRight> rights() {
        return rights;
    }

    /**
     * Removes a right from the list of the request's rights, because the service keeps it.
     *
     * @return the right; null if the request carried no such right
     */
    AcceptedRight keep(String name) {
        AcceptedRight toReply = Replier.rightToReply(rights);
        for (AcceptedRight right : rights) {
            if (right.name().equals(name) && right != toReply) {
                rights.remove(right);
                return right;
            }
        }
        return null;
    }
}
