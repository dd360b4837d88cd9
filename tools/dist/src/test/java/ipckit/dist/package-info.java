/**
 * Tests of the distribution. Most of them start the programs as users do: each program runs in a
 * process of its own, through the built launcher.
 */
package ipckit.dist;
