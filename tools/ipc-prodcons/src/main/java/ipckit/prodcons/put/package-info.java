/**
 * {@code put}: writes items from stdin or files into a buffer.
 *
 * <p>{@link ipckit.prodcons.put.PutItemsCommand} declares the options. {@code PutOperation} splits
 * the input into runs and puts one run after the other. A run consists of complete items, which
 * become available to consumers at the same moment.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the packages of the module
 * {@code common}.
 */
package ipckit.prodcons.put;
