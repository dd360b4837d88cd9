/** Tests of {@code sync}. */
package ipckit.common.sync;
