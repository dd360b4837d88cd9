/** Tests of the root package, and of rules that apply to all rooms. */
package ipckit.common;
