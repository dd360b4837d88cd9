/**
 * The verbs that show buffers and change nothing: {@code peek}, {@code stat}, {@code explain} and
 * {@code ls}.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.inspect.StatBufferCommand} prints a
 * snapshot with {@code BufferSnapshotText} or {@code BufferSnapshotJson}. With the option {@code
 * --watch}, {@code BufferWatch} shows the buffer repeatedly. On a terminal, it draws the pictures
 * of {@code LiveBufferView}. {@link ipckit.prodcons.inspect.ExplainBufferCommand} prints a {@code
 * StallExplanation}, which says why no items move through a buffer. {@link
 * ipckit.prodcons.inspect.ListBuffersCommand} lists the buffers, and {@link
 * ipckit.prodcons.inspect.PeekItemsCommand} prints items. {@code TextbookVariables} computes {@code
 * in}, {@code out}, EMPTY and FULL from a snapshot.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the packages of the module
 * {@code common}.
 */
package ipckit.prodcons.inspect;
