/**
 * The verbs {@code call} and {@code serve}, which exchange requests and replies.
 *
 * <ul>
 *   <li>{@link ipckit.mq.service.CallServiceCommand} sends a request and prints the reply.
 *   <li>{@link ipckit.mq.service.ServeRequestsCommand} declares the options of {@code serve}.
 *   <li>{@link ipckit.mq.service.ServiceRun} is one execution of {@code serve}. Each of its threads
 *       receives requests and sends replies. When one thread fails, {@link
 *       ipckit.mq.service.RequestGate} lets the other threads finish their requests.
 *   <li>{@link ipckit.mq.service.RequestHandler} makes the reply. {@link
 *       ipckit.mq.service.CommandPerRequestHandler} starts a command for each request; {@link
 *       ipckit.mq.service.PersistentCommandHandler} passes all requests to one long-lived command
 *       and uses a {@link ipckit.mq.service.RequestReplyProtocol}.
 * </ul>
 *
 * <p>This package uses the packages {@code message}, {@code mailbox}, {@code failure} and {@code
 * common}.
 */
package ipckit.mq.service;
