/**
 * The worker processes of a demonstration, which {@code run} starts as {@code ipc-prodcons
 * run-worker}.
 *
 * <p>Main types in reading order: {@link ipckit.prodcons.demo.worker.DemoWorkerCommand} is the verb
 * and opens the buffer; {@code RingWorker} and {@code TextbookWorker} produce or consume; {@code
 * ParentConnection} writes their reports to stdout, reads the parent's orders from stdin, and ends
 * the worker when its parent dies.
 *
 * <p>This package may use {@code demo.buffer} and the rooms of common; must not use the parent's
 * side, {@code ipckit.prodcons.demo}.
 */
package ipckit.prodcons.demo.worker;
