/**
 * Unit tests of ipc-prodcons. The module {@code dist} contains the tests in which {@code
 * ipc-prodcons} runs together with other programs of ipckit.
 */
package ipckit.prodcons;
