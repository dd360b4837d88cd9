/**
 * Unit tests of ipc-prodcons. The module {@code dist} contains the tests that run {@code
 * ipc-prodcons} as a process.
 */
package ipckit.prodcons;
