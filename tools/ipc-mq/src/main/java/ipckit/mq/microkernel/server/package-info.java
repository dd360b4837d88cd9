/**
 * The classes that all services outside the kernel share.
 *
 * <ul>
 *   <li>{@link ipckit.mq.microkernel.server.Service} handles requests. {@link
 *       ipckit.mq.microkernel.server.ServiceRequest} is one request, and sends its reply.
 *   <li>{@link ipckit.mq.microkernel.server.ServiceLoop} is the main loop of the process of a
 *       service. {@link ipckit.mq.microkernel.server.SystemCalls} lists what a service can ask the
 *       kernel for.
 * </ul>
 *
 * <p>This package uses the package {@code wire} and the root of {@code common}.
 */
package ipckit.mq.microkernel.server;
