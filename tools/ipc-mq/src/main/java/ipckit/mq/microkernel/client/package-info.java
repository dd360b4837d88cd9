/**
 * The classes that the verbs of clients share: {@link ipckit.mq.microkernel.client.ClientOptions}
 * declares the options, {@link ipckit.mq.microkernel.client.ServiceClient} sends requests and
 * receives replies, and {@link ipckit.mq.microkernel.client.ClientTask} is the task that sends
 * them.
 *
 * <p>This package uses the packages {@code wire}, {@code port.message}, {@code task}, {@code space}
 * and {@code common}.
 */
package ipckit.mq.microkernel.client;
