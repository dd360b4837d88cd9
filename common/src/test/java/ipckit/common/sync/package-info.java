/** Tests of the package {@code sync}. */
package ipckit.common.sync;
