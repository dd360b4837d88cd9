/**
 * Unit tests of {@code ipc-mq}: tests of wrong command lines, and of the dependencies between
 * packages. The tests that need several processes are bash scripts in {@code src/test/bash}, which
 * the module {@code dist} runs.
 */
package ipckit.mq;
