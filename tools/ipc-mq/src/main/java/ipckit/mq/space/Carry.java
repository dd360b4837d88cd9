package ipckit.mq.space;

/**
 * A right to a port that the sender of a message puts into the message for the receiver.
 *
 * <p>If {@code isMove} is true, the sending task gives its own right away. Otherwise the receiver
 * gets a copy of the task's send right, or a right that is made from the task's receive right. A
 * send-once right of the task cannot be copied, so it is moved even if {@code isMove} is false.
 *
 * @param name the name of the port in the sending task
 * @param right the kind of the right
 * @param isMove whether the user wants to move the right
 */
public record Carry(String name, Right right, boolean isMove) {}
