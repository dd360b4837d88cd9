/**
 * The verbs {@code port} and {@code portset}: ports, the rights of tasks to ports, and sets of
 * ports.
 *
 * <ul>
 *   <li>{@link ipckit.mq.port.PortVerbs} lists the verbs.
 *   <li>{@link ipckit.mq.port.AllocatePortCommand}, {@link ipckit.mq.port.DestroyPortCommand},
 *       {@link ipckit.mq.port.ListPortsCommand} and {@link ipckit.mq.port.ShowPortCommand}: ports.
 *   <li>{@link ipckit.mq.port.InsertRightCommand}, {@link ipckit.mq.port.CopyRightCommand} and
 *       {@link ipckit.mq.port.MoveRightCommand} give a right to another task, with the options in
 *       {@link ipckit.mq.port.TransferOptions}. {@link ipckit.mq.port.DropRightCommand} destroys a
 *       right, and {@link ipckit.mq.port.ListRightsCommand} lists rights.
 *   <li>{@link ipckit.mq.port.RequestNoticeCommand}: notices about ports.
 *   <li>{@link ipckit.mq.port.CreatePortSetCommand}, {@link ipckit.mq.port.ChangePortSetCommand}
 *       and {@link ipckit.mq.port.ListPortSetsCommand}: port sets.
 * </ul>
 *
 * <p>The package {@code message} in this package has the verbs for messages to ports. This package
 * uses the packages {@code task}, {@code space} and {@code common}.
 */
package ipckit.mq.port;
