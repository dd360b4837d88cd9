/** Unit tests of ipc-prodcons; tests with several programs are in the module dist. */
package ipckit.prodcons;
