/**
 * Unit tests of {@code ipc-chain}, which start no process: tests of the command line, of single
 * classes, and of the dependencies between packages.
 *
 * <p>The tests that start processes are the bash scripts in {@code src/test/bash}. The module
 * {@code dist} runs them, because they need the built launchers.
 */
package ipckit.chain;
