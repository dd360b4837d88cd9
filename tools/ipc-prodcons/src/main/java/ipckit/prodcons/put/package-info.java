/**
 * {@code put}: writes items from stdin or files into a buffer.
 *
 * <p>{@link ipckit.prodcons.put.PutItemsCommand} declares the options. {@code PutOperation} splits
 * the input into runs, each of which consists of whole items, and puts one run after the other.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the rooms of common.
 */
package ipckit.prodcons.put;
