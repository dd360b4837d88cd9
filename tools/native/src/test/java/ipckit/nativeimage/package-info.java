/** Tests that the code of ipckit can be compiled to a native binary, and that settings fit. */
package ipckit.nativeimage;
