/**
 * Direct communication: named tasks, and the links between them.
 *
 * <ul>
 *   <li>{@link ipckit.mq.task.TaskNameConverter}: a task's name, from {@code --as} or {@code
 *       $IPC_TASK}.
 *   <li>{@link ipckit.mq.task.LinkRegistry} registers tasks, and creates, lists and removes links.
 *   <li>{@link ipckit.mq.task.LinkOptions}: the options that name a task in place of a mailbox.
 *   <li>{@link ipckit.mq.task.MailboxReferenceParser}: an argument that names a mailbox or a link.
 * </ul>
 *
 * <p>Uses {@code mailbox}, {@code failure} and {@code common}.
 */
package ipckit.mq.task;
