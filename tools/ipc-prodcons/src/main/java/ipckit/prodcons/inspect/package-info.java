/**
 * The verbs that show buffers and change nothing: {@code peek}, {@code stat}, {@code explain} and
 * {@code ls}.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.inspect.StatBufferCommand} with {@code
 * BufferSnapshotText} and {@code BufferSnapshotJson}, the two output formats; {@code BufferWatch},
 * which repeats {@code stat}, and {@code LiveBufferView}, its picture on a terminal; {@link
 * ipckit.prodcons.inspect.ExplainBufferCommand} with {@code StallExplanation}, which derives from
 * two snapshots why a buffer does not move; {@link ipckit.prodcons.inspect.ListBuffersCommand};
 * {@link ipckit.prodcons.inspect.PeekItemsCommand}. {@code TextbookVariables} computes {@code in},
 * {@code out}, EMPTY and FULL from a snapshot.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the rooms of common.
 */
package ipckit.prodcons.inspect;
