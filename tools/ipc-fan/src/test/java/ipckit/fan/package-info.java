/** Unit tests of {@code ipc-fan}. The scripts in {@code src/test/bash} test the built program. */
package ipckit.fan;
