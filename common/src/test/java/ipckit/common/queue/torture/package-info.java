/**
 * The torture of rings: real processes put and take items, and die by SIGKILL at random or at the
 * steps of the protocol. Then their logs are checked against the promises.
 */
package ipckit.common.queue.torture;
