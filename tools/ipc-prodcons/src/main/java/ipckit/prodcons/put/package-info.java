/**
 * {@code put}: writes items from stdin or files into a buffer.
 *
 * <p>{@link ipckit.prodcons.put.PutItemsCommand} declares the options. {@code PutOperation} splits
 * the input into groups of complete items and puts one group after the other.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the packages of the module
 * {@code common}.
 */
package ipckit.prodcons.put;
