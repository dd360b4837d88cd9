/**
 * Unit tests of {@code ipc-shm}: parsing of names, values and conditions, and the rules of the
 * packages. Tests that need several processes are bash scripts in {@code src/test/bash}, which the
 * module {@code dist} runs.
 */
package ipckit.shm;
