/**
 * The scheduler of the kernel: of all scheduled tasks, lets the task with the highest priority run.
 * The policy, a service outside the kernel, assigns the priorities. The package {@code policy}
 * describes it.
 *
 * <ul>
 *   <li>{@link ipckit.mq.microkernel.scheduler.Scheduler} is the thread of the scheduler. {@link
 *       ipckit.mq.microkernel.scheduler.TaskChoice} decides which task runs.
 *   <li>{@link ipckit.mq.microkernel.scheduler.TaskTable} contains the scheduled tasks. {@link
 *       ipckit.mq.microkernel.scheduler.ScheduledTask} is one task. {@link
 *       ipckit.mq.microkernel.scheduler.TaskControl} stops and continues a task by messages to its
 *       kernel port. {@link ipckit.mq.microkernel.scheduler.PolicyCall} asks the policy.
 *   <li>{@link ipckit.mq.microkernel.scheduler.ScheduleRequests} answers the requests of clients.
 *       The verbs that send these requests are {@link
 *       ipckit.mq.microkernel.scheduler.ScheduleTasksCommand} and {@link
 *       ipckit.mq.microkernel.scheduler.UnscheduleTasksCommand}; {@link
 *       ipckit.mq.microkernel.scheduler.SchedulerVerbs} lists them.
 * </ul>
 *
 * <p>A task that waits for input counts as running until the policy lowers its priority. The policy
 * sees that the CPU time of the task does not grow.
 *
 * <h2>What a death leaves</h2>
 *
 * <p>Each suspension has a time limit, and the scheduler renews it. When the kernel is killed, all
 * tasks therefore continue within {@link ipckit.mq.microkernel.scheduler.ScheduledTask#LIMIT}. When
 * a scheduled task ends, its kernel port dies, and the scheduler forgets the task. If the process
 * {@code task run} of a task is stopped, the task does not answer, and the scheduler passes it over
 * until it answers. While the service of the policy is started again, the last priorities apply.
 *
 * <p>This package uses the packages {@code policy}, {@code client}, {@code wire}, {@code
 * port.message}, {@code task}, {@code space} and {@code common}.
 */
package ipckit.mq.microkernel.scheduler;
