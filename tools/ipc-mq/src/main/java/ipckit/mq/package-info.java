/**
 * The program {@code ipc-mq}, with which shell scripts send messages between processes. {@link
 * ipckit.mq.Main} lists the verbs. The command class of a verb reads the options, carries out the
 * operation, and prints the result.
 *
 * <p>The packages, in reading order. A package uses only packages that precede it in this list:
 *
 * <ul>
 *   <li>{@code failure}: error messages that all verbs share.
 *   <li>{@code kernel}: names of the kernel's POSIX and System V message queues, and access to the
 *       queues.
 *   <li>{@code mailbox}: creates, opens, lists and removes mailboxes by name.
 *   <li>{@code space}: tasks, ports and rights, as in Mach.
 *   <li>{@code task}: named tasks, the links between tasks, and the verbs for tasks.
 *   <li>{@code message}: reads messages from arguments and stdin, and writes them to stdout or a
 *       command.
 *   <li>{@code port}, {@code port.graph} and {@code port.message}: the verbs for ports, rights and
 *       messages to ports.
 *   <li>{@code microkernel}: a microkernel and its services, which are processes outside it.
 *   <li>{@code send}, {@code receive}, {@code service}, {@code manage}, {@code tour}: the other
 *       verbs.
 * </ul>
 *
 * <p>{@code ipckit.common.mailbox} defines mailboxes. A tool may use every package of {@code
 * common} except {@code os}, but no package of another tool.
 */
package ipckit.mq;
