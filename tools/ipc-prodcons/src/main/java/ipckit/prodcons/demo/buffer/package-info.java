/**
 * The buffer of a demonstration, and the messages that the parent and its workers exchange about
 * it.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.demo.buffer.DemoBuffer} creates, opens and
 * removes the buffer, which is a ring or a {@link ipckit.prodcons.demo.buffer.TextbookBuffer};
 * {@link ipckit.prodcons.demo.buffer.DemoItem} is an item in it. A worker has a {@link
 * ipckit.prodcons.demo.buffer.DemoRole}, sends a {@link ipckit.prodcons.demo.buffer.WorkerReport}
 * for each event, and receives a {@link ipckit.prodcons.demo.buffer.WorkerOrder} for each step.
 *
 * <p>This package uses only the rooms of common. The packages {@code demo} (the parent) and {@code
 * demo.worker} (the workers) use this package, which must not use either of them.
 */
package ipckit.prodcons.demo.buffer;
