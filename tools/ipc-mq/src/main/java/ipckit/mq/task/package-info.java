/**
 * Named tasks, the links over which tasks send each other messages, and the verbs of {@code task}.
 *
 * <ul>
 *   <li>{@link ipckit.mq.task.TaskNameConverter} checks the name of a task in {@code --as} or
 *       {@code $IPC_TASK}.
 *   <li>{@link ipckit.mq.task.LinkRegistry} registers tasks, and creates, lists and removes links.
 *   <li>{@link ipckit.mq.task.LinkOptions} declares the options that name a task in place of a
 *       mailbox.
 *   <li>{@link ipckit.mq.task.MailboxReferenceParser} parses an argument that names a mailbox or a
 *       link.
 *   <li>{@link ipckit.mq.task.TaskRegistry} creates, lists and removes tasks, which have ports and
 *       links. {@link ipckit.mq.task.ActingTask} declares the options with which the user of a verb
 *       for ports names a task, and {@link ipckit.mq.task.PortName} checks names.
 *   <li>{@link ipckit.mq.task.TaskVerbs} lists the verbs of {@code task}: {@link
 *       ipckit.mq.task.CreateTaskCommand}, {@link ipckit.mq.task.RunTaskCommand}, {@link
 *       ipckit.mq.task.ListTasksCommand}, {@link ipckit.mq.task.ShowTaskCommand} and {@link
 *       ipckit.mq.task.RemoveTasksCommand}.
 *   <li>{@link ipckit.mq.task.KernelPort} answers the requests to the kernel port of a task that
 *       {@code task run} has started. {@link ipckit.mq.task.Suspensions} counts how often the task
 *       is suspended, and {@link ipckit.mq.task.KernelReply} is the answer.
 *   <li>{@link ipckit.mq.task.TracedVerbs} adds {@code --trace} to all verbs that use ports.
 * </ul>
 *
 * <p>This package uses the packages {@code space}, {@code mailbox}, {@code failure} and {@code
 * common}.
 */
package ipckit.mq.task;
