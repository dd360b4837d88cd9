/** Tests of the command {@code ipckit}. */
package ipckit.multicall;
