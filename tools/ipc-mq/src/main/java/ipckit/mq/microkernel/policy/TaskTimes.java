package ipckit.mq.microkernel.policy;

/**
 * The times of a scheduled task, from which a policy computes the task's priority.
 *
 * @param task the name of the task
 * @param cpuMillis the CPU time that the task has used, in milliseconds
 * @param waitMillis the time since the task last ran, in milliseconds; 0 if the task runs
 */
public record TaskTimes(String task, long cpuMillis, long waitMillis) {}
