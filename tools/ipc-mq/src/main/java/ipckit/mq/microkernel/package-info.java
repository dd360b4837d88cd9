/**
 * The verbs {@code kernel}: a microkernel with services outside it. The kernel passes messages and
 * checks rights. Everything else is done by services: a name server, a driver that reads and writes
 * the disk, a file server, a clock, and a policy that assigns priorities for the scheduler.
 *
 * <ul>
 *   <li>{@link ipckit.mq.microkernel.KernelVerbs} lists the verbs: {@link
 *       ipckit.mq.microkernel.RunKernelCommand}, {@link ipckit.mq.microkernel.ShowKernelCommand},
 *       {@link ipckit.mq.microkernel.StopKernelCommand} and {@link
 *       ipckit.mq.microkernel.ServeServiceCommand}, which runs one service in a process of its own.
 *   <li>{@link ipckit.mq.microkernel.Microkernel} is one execution of the kernel. {@link
 *       ipckit.mq.microkernel.KernelService} lists the services, and {@link
 *       ipckit.mq.microkernel.ControlRequests} answers requests to the kernel itself.
 *   <li>{@link ipckit.mq.microkernel.ServiceHost} runs one service. Its process has no access to
 *       the port space: it sends and receives messages on two pipes. {@link
 *       ipckit.mq.microkernel.RequestIntake} receives its requests, and {@link
 *       ipckit.mq.microkernel.RequestAnswers} sends its replies. {@link
 *       ipckit.mq.microkernel.SystemCallHandler} performs its system calls, the messages with which
 *       it asks the kernel for something. {@link ipckit.mq.microkernel.OpenRequest} is a request
 *       without a reply.
 * </ul>
 *
 * <p>The packages in this package: {@code wire} is the protocol on the pipes, {@code server} has
 * the classes that the services share, {@code client} has the classes that the verbs of clients
 * share, and each service has a package with its verbs. Only the scheduler has two packages: {@code
 * scheduler} is the mechanism in the kernel, and {@code policy} is the service outside it.
 *
 * <h2>What a death leaves</h2>
 *
 * <p>The tasks of the services belong to the process of the kernel. When this process dies, all
 * tasks and ports of the services are destroyed, clients fail with 69, and the processes of the
 * services end, because their standard input ends.
 *
 * <p>When the process of a service dies, its task and its ports remain. The kernel starts the next
 * process, and passes all requests without a reply to it once more. Therefore a request can be
 * handled twice, and each service makes a repeated request harmless. A client waits meanwhile. If
 * five processes die, one after another, while they work on the same request, the request fails
 * with 69. A service may put off the reply to a request, for example until an alarm rings. No
 * process works on such a request until then, so a death does not count for it. The kernel cancels
 * such a request when its client has died.
 *
 * <p>This package uses the packages {@code port.message}, {@code task}, {@code space} and {@code
 * common}.
 */
package ipckit.mq.microkernel;
