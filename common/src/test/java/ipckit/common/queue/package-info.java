/** Tests of {@code queue}: every implementation of a ring keeps the same contract. */
package ipckit.common.queue;
