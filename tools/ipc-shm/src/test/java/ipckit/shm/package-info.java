/**
 * Unit tests of {@code ipc-shm}: tests of usage errors, of the parsing of names, values and
 * conditions, of POSIX segments, and of the dependencies between packages. The tests that need
 * several processes are bash scripts in {@code src/test/bash}, which the module {@code dist} runs.
 */
package ipckit.shm;
