/**
 * The protocol between the kernel and the process of a service. The messages pass through two
 * pipes: the kernel writes to the standard input of the service, and the service writes to its
 * standard output. A service can be written in any language.
 *
 * <p>A {@link ipckit.mq.microkernel.wire.ServiceMessage} consists of a first line of words and of a
 * body. The kernel sends:
 *
 * <pre>
 * request ID RIGHT ...   a request, which has the number ID, and the names of the rights that the
 *                        request carried besides the right to reply. The body is the request.
 * cancel ID              the client of the request ID waits no longer. The kernel cancels only
 *                        requests for which the service has sent "later", and ignores a later
 *                        reply to a cancelled request
 * result                 the result of the service's last system call (see below), in the body
 * failure CATEGORY       the service's last system call failed, for the reason in the body
 * </pre>
 *
 * <p>The service works on the requests one after another, in the order in which it gets them. If
 * the service does not answer a request at once, it sends {@code later} before it works on the next
 * request. So the service works on the oldest request for which it has sent neither a reply nor
 * {@code later}. If five processes of a service end while they work on the same request, the
 * request fails. The service sends:
 *
 * <pre>
 * ready                  the service can handle requests
 * reply ID               the reply to a request, in the body
 * reply ID NAME          the same; the reply carries a copy of the service's send right NAME
 * fail ID CATEGORY       the request failed, for the reason in the body
 * later ID               the service answers the request later, for example when an alarm is due
 * </pre>
 *
 * <p>By a system call, a service asks the microkernel for something. It is no system call of Linux,
 * but a message of the service. After each one, the service waits for the result:
 *
 * <pre>
 * call PORT              sends the body as a request to a port, and waits for the reply
 * rights [AFTER]         returns the names of the service's send rights, one in each line, sorted,
 *                        from the first name after AFTER. Returns as many lines as fit into 8192
 *                        bytes, and none at the end
 * keep RIGHT NAME        keeps a right that a request carried, under the name NAME
 * has NAME               returns 1 if the service has a send right NAME to a living port; else 0
 * </pre>
 *
 * <p>When the service has replied to a request, the kernel drops all rights of this request that
 * the service has not kept. {@code CATEGORY} is the name of a category of {@link
 * ipckit.common.IpcException}. When the standard input of the service ends, the service ends.
 *
 * <p>This package uses only the root of {@code common}.
 */
package ipckit.mq.microkernel.wire;
