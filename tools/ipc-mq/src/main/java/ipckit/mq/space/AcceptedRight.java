package ipckit.mq.space;

/**
 * A right to a port that was in a received message.
 *
 * @param name the name of the right in the receiving task
 * @param right the kind of the right
 * @param isDead whether the port of the right is dead
 * @param isMissing whether the receiving task lacks the right, because the message was delivered
 *     twice, and another task accepted the right at the earlier delivery
 */
public record AcceptedRight(String name, Right right, boolean isDead, boolean isMissing) {}
