/**
 * The name server and its verbs {@code name}.
 *
 * <ul>
 *   <li>{@link ipckit.mq.microkernel.names.NameService} is the service.
 *   <li>{@link ipckit.mq.microkernel.names.NameVerbs} lists the verbs: {@link
 *       ipckit.mq.microkernel.names.LookUpCommand}, {@link
 *       ipckit.mq.microkernel.names.RegisterCommand} and {@link
 *       ipckit.mq.microkernel.names.ListNamesCommand}.
 * </ul>
 *
 * <p>This package uses the packages {@code server}, {@code client}, {@code wire}, {@code task} and
 * {@code common}.
 */
package ipckit.mq.microkernel.names;
