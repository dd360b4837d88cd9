package ipckit.mq.space;

/**
 * A right that a message is to carry.
 *
 * @param name the name of the port in the sending task
 * @param right the right
 * @param isMove whether the sending task gives its own right away; false for a copy of a send
 *     right, or for a right that is made from the receive right
 */
public record Carry(String name, Right right, boolean isMove) {}
