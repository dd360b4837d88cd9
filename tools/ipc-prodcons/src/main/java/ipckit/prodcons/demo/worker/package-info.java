/**
 * The worker processes of a demonstration. {@code run} starts a worker as {@code ipc-prodcons
 * run-worker}.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.demo.worker.DemoWorkerCommand} is the
 * verb, which opens the buffer. {@code RingWorker} and {@code TextbookWorker} produce or consume
 * items. {@code ParentConnection} writes the reports of a worker to stdout, reads the parent's
 * orders from stdin, and ends the worker when its parent dies.
 *
 * <p>This package may use {@code demo.buffer} and the packages of the module {@code common}. It
 * must not use {@code ipckit.prodcons.demo}, which contains the parent.
 */
package ipckit.prodcons.demo.worker;
