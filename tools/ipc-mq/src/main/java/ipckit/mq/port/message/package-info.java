/**
 * The verbs {@code msg}: messages to and from ports. A message can carry rights to ports.
 *
 * <ul>
 *   <li>{@link ipckit.mq.port.message.PortMessageVerbs} lists the verbs.
 *   <li>{@link ipckit.mq.port.message.SendToPortCommand} and {@link
 *       ipckit.mq.port.message.SendToPortRun}: {@code msg send}. {@link
 *       ipckit.mq.port.message.CarryOptions} has the options for the rights, and {@link
 *       ipckit.mq.port.message.PortMessageInput} reads the messages.
 *   <li>{@link ipckit.mq.port.message.CallPortCommand} and {@link
 *       ipckit.mq.port.message.CallPortRun}: {@code msg rpc}. Like {@code msg send}, it sends with
 *       a {@link ipckit.mq.port.message.PatientSender}, which destroys dead tasks while it waits.
 *   <li>{@link ipckit.mq.port.message.ReceiveFromPortCommand} and {@link
 *       ipckit.mq.port.message.ReceiveFromPortRun}: {@code msg receive}. {@link
 *       ipckit.mq.port.message.ReceivedMessagePrinter} prints messages with their rights.
 *   <li>{@code msg receive} receives from a {@link ipckit.mq.port.message.PortSource}: a port, or a
 *       port set. A port set is a {@link ipckit.mq.port.message.PortSetSource}. During a wait,
 *       {@link ipckit.mq.port.message.DeathSearch} finds dead tasks and destroys them.
 * </ul>
 *
 * <p>This package uses the packages {@code message}, {@code task}, {@code space}, {@code mailbox},
 * {@code failure} and {@code common}.
 */
package ipckit.mq.port.message;
