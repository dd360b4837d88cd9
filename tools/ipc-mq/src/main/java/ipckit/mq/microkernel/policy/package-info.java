/**
 * The service {@code scheduler}: the policy by which the kernel schedules tasks. The kernel lets
 * the task with the highest priority run. This service, outside the kernel, assigns the priorities.
 *
 * <ul>
 *   <li>{@link ipckit.mq.microkernel.policy.SchedulerService} is the service. It asks a {@link
 *       ipckit.mq.microkernel.policy.Policy}.
 *   <li>{@link ipckit.mq.microkernel.policy.FairSharePolicy} is the built-in policy. {@link
 *       ipckit.mq.microkernel.policy.PolicyProgram} is a program of the user, and {@link
 *       ipckit.mq.microkernel.policy.PolicyProcess} is one process of this program.
 *   <li>{@link ipckit.mq.microkernel.policy.PolicyLine} formats and parses the lines that the
 *       kernel and the policy exchange, with {@link ipckit.mq.microkernel.policy.TaskTimes} for
 *       each task.
 * </ul>
 *
 * <h2>The protocol</h2>
 *
 * <p>A policy program reads a line for each decision, and writes a line:
 *
 * <pre>
 * TASK CPU_MS WAIT_MS ...   for each scheduled task: its name, the CPU time that it has used, and
 *                           the time since it last ran, 0 if it runs; times in milliseconds
 * TASK PRIORITY ...         the answer: new priorities, which are integers. All other tasks keep
 *                           their priority, so an empty line changes nothing
 * </pre>
 *
 * <p>The program ends when its standard input ends.
 *
 * <h2>What a failure leaves</h2>
 *
 * <p>A policy program fails if it ends, writes a line that is not an answer, or does not answer
 * within 5 s. Then the kernel uses the last priorities, and the service kills the program and
 * starts it again. The service keeps no state: if its process dies, the next process answers the
 * next question. A watchdog kills the program that the dead process has started.
 *
 * <p>This package uses the packages {@code server}, {@code wire} and {@code common}.
 */
package ipckit.mq.microkernel.policy;
