/** Tests of the program in this process; those that need several are in the module dist. */
package ipckit.chain;
