/**
 * {@code ipc-mq}: messages for the shell. A command turns its options into a plain record, makes
 * one call, and prints; what a mailbox is lies in {@code box}.
 */
package ipckit.mq;
