/** Tests of the root package, and of rules that hold for all rooms. */
package ipckit.common;
