/**
 * Tests of the verbs of ipc-prodcons that demonstrate the producer-consumer problem or show
 * buffers.
 */
package ipckit.dist.prodcons;
