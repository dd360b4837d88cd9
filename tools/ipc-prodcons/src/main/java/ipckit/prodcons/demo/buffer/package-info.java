/**
 * The buffer of a demonstration. In a demonstration, a parent process starts workers (producers and
 * consumers). This package also contains the messages that the parent and its workers exchange.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.demo.buffer.DemoBuffer} creates, opens and
 * removes the buffer, which is a ring or a {@link ipckit.prodcons.demo.buffer.TextbookBuffer}. A
 * buffer contains {@link ipckit.prodcons.demo.buffer.DemoItem}s. A worker has a {@link
 * ipckit.prodcons.demo.buffer.DemoRole}, sends a {@link ipckit.prodcons.demo.buffer.WorkerReport}
 * for each event, and receives {@link ipckit.prodcons.demo.buffer.WorkerOrder}s, for example to
 * take its next step.
 *
 * <p>The packages {@code demo} (the parent) and {@code demo.worker} (the workers) use this package.
 * This package uses only packages of the module {@code common}.
 */
package ipckit.prodcons.demo.buffer;
