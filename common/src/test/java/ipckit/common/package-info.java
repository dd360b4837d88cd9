/** Tests of the root room, and of what holds for all rooms. */
package ipckit.common;
