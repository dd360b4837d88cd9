package ipckit.mq.space;

/**
 * A right that a received message has carried.
 *
 * @param name the name of the right in the receiving task
 * @param right the right
 * @param isDead whether the port of the right is dead
 * @param isMissing whether the receiving task does not have the right, because another task has
 *     accepted it at an earlier delivery of the message
 */
public record AcceptedRight(String name, Right right, boolean isDead, boolean isMissing) {}
