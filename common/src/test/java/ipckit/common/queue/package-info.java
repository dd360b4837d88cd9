/** Tests of the room {@code queue}: the contract of a ring, on every implementation. */
package ipckit.common.queue;
