/** Tests of the package {@code queue}. All kinds of ring must pass the same tests. */
package ipckit.common.queue;
