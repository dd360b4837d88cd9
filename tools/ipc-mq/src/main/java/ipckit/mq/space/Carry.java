package ipckit.mq.space;

/**
 * A right that the sender of a message wants the message to carry.
 *
 * <p>If {@code isMove} is true, the sending task gives its own right away. Otherwise the message
 * carries a copy of the task's send right, or a right that is made from its receive right.
 *
 * @param name the name of the port in the sending task
 * @param right the right
 * @param isMove whether the right is moved
 */
public record Carry(String name, Right right, boolean isMove) {}
