/** Tests of the room {@code sync}. */
package ipckit.common.sync;
