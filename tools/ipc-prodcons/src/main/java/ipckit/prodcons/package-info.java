/**
 * {@code ipc-prodcons}: the textbook's producer-consumer problem as a tool. Each command turns its
 * arguments into a plain record and makes one call; what a buffer is lives in the common room
 * {@code queue}.
 */
package ipckit.prodcons;
