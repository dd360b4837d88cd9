/** The contract of a ring, held by every implementation. */
package ipckit.common.queue;
