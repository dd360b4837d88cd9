/**
 * Tests that start the programs as users do: through the built launchers, in processes of their
 * own.
 */
package ipckit.dist;
