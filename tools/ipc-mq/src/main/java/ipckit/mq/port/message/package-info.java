/**
 * The verbs {@code msg}: messages to and from ports. A message can carry rights to ports.
 *
 * <ul>
 *   <li>{@link ipckit.mq.port.message.PortMessageVerbs} lists the verbs.
 *   <li>{@link ipckit.mq.port.message.SendToPortCommand} and {@link
 *       ipckit.mq.port.message.SendToPortRun}: {@code msg send}. {@link
 *       ipckit.mq.port.message.CarryOptions} has the options for the rights.
 *   <li>{@link ipckit.mq.port.message.ReceiveFromPortCommand} and {@link
 *       ipckit.mq.port.message.ReceiveFromPortRun}: {@code msg receive}. {@link
 *       ipckit.mq.port.message.ReceivedMessagePrinter} prints messages with their rights.
 *   <li>{@link ipckit.mq.port.message.PortSource} is what a run receives from: one port, or a
 *       {@link ipckit.mq.port.message.PortSetSource}, for which a {@link
 *       ipckit.mq.port.message.PortWatch} waits at each port. {@link
 *       ipckit.mq.port.message.DeathSearch} completes the deaths of tasks during a wait.
 * </ul>
 *
 * <p>This package uses the packages {@code message}, {@code task}, {@code space}, {@code failure}
 * and {@code common}.
 */
package ipckit.mq.port.message;
