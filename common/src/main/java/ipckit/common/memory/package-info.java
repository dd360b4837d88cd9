/**
 * Where bytes are: mapped files, shared words with named access modes, scans of bytes. Nobody waits
 * here.
 */
package ipckit.common.memory;
