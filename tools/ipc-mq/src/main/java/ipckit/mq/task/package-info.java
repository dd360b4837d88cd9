/**
 * Named tasks, and the links over which tasks send each other messages.
 *
 * <ul>
 *   <li>{@link ipckit.mq.task.TaskNameConverter} checks the name of a task in {@code --as} or
 *       {@code $IPC_TASK}.
 *   <li>{@link ipckit.mq.task.LinkRegistry} registers tasks, and creates, lists and removes links.
 *   <li>{@link ipckit.mq.task.LinkOptions} declares the options that name a task in place of a
 *       mailbox.
 *   <li>{@link ipckit.mq.task.MailboxReferenceParser} parses an argument that names a mailbox or a
 *       link.
 * </ul>
 *
 * <p>This package uses the packages {@code mailbox}, {@code failure} and {@code common}.
 */
package ipckit.mq.task;
