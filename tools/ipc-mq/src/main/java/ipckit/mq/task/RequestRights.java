package ipckit.mq.task;

import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.Right;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rights that a received request carried, and that the receiver must still use, keep or drop.
 * An instance belongs to one thread at a time.
 */
public final class RequestRights {
    private AcceptedRight toReply;
    private final List<AcceptedRight> others = new ArrayList<>();

    /**
     * Chooses the right to reply: the first send right or send-once right that the request carried.
     * If this right is dead, no reply can be sent.
     *
     * @param carried the rights in the order in which the request carried them
     */
    public RequestRights(List<AcceptedRight> carried) {
        for (AcceptedRight right : carried) {
            if (toReply == null && right.right() != Right.RECEIVE) {
                toReply = right;
            } else {
                others.add(right);
            }
        }
    }

    /** Returns the rights other than the right to reply, in their order. */
    public List<AcceptedRight> others() {
        return List.copyOf(others);
    }

    /**
     * Removes a right from {@link #others}, because the receiver has used, kept or dropped the
     * right.
     */
    public void remove(AcceptedRight right) {
        others.remove(right);
    }

    /**
     * Returns whether a task may still wait for the reply.
     *
     * @param dead the names that the receiver of the request has for dead ports
     */
    public boolean isReplyWanted(Set<String> dead) {
        return toReply != null && !toReply.isDead() && !dead.contains(toReply.name());
    }

    /** Returns the right to reply; null if there is none, or if it was used. */
    AcceptedRight toReply() {
        return toReply;
    }

    /**
     * Records that the reply was sent, or that no reply will be sent. From now on, {@link #toReply}
     * returns null.
     *
     * @param isUsedUp whether the reply has used up the right to reply. If not, the right is added
     *     to {@link #others}, and the receiver must drop it
     */
    void replied(boolean isUsedUp) {
        if (!isUsedUp) {
            others.add(toReply);
        }
        toReply = null;
    }
}
