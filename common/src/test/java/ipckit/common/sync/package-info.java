/** Tests of the room {@code sync}, with the child processes that they and others need. */
package ipckit.common.sync;
