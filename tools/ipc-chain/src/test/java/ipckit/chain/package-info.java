/**
 * Tests of the command line of {@code ipc-chain} that start no process, and of its architecture.
 *
 * <p>The tests that start processes are the bash scripts in {@code src/test/bash}. The module dist
 * runs them, because they need the built launchers.
 */
package ipckit.chain;
