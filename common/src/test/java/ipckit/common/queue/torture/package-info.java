/**
 * The torture tests of rings. Real processes put and take items, and are killed by SIGKILL at
 * random or at the steps of the protocol. At the end, the logs of the processes show whether the
 * ring has kept its promises.
 */
package ipckit.common.queue.torture;
