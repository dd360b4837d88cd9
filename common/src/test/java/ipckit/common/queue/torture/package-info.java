/**
 * The torture of rings. Real processes put and take items, and die by SIGKILL at random or at the
 * steps of the protocol. Their logs are then checked against the promises.
 */
package ipckit.common.queue.torture;
