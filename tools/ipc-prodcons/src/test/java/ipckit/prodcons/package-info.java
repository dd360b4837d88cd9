/**
 * Unit tests of ipc-prodcons. The module dist contains the tests that run several programs
 * together.
 */
package ipckit.prodcons;
