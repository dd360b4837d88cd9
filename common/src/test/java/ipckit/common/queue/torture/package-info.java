/**
 * The torture tests of rings. Real processes put and take items, and are killed by SIGKILL, at
 * random times or at chosen steps of the ring's protocol. At the end, the {@link
 * ipckit.common.queue.torture.Checker} reads the logs of the processes, and checks that no item was
 * lost, invented or reordered.
 */
package ipckit.common.queue.torture;
