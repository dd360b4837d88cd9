/**
 * {@code get}: takes items out of a buffer.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.get.GetItemsCommand} declares the options.
 * {@code GetOperation} claims items in a loop and passes them to an {@code ItemSink}, which
 * delivers the items and acknowledges them. {@code StdoutItemSink} writes items to stdout. {@code
 * CommandItemSink} writes items to the stdin of the user's command.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the packages of the module
 * {@code common}.
 */
package ipckit.prodcons.get;
