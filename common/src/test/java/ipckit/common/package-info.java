/** Tests of the root package, and of rules that apply to all packages. */
package ipckit.common;
