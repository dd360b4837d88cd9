/**
 * Unit tests of {@code ipc-fan}, which run in one process. Scripts that run the built program are
 * in {@code src/test/bash}.
 */
package ipckit.fan;
