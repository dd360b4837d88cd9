/**
 * {@code ipc-mq}: messages between processes, for the shell. {@link ipckit.mq.Main} lists the
 * verbs; each verb's command turns its options into a record, makes one call, and prints the
 * result.
 *
 * <p>The packages, in reading order; a package uses only packages above it:
 *
 * <ul>
 *   <li>{@code failure}: error messages that name the object.
 *   <li>{@code kernel}: names of the kernel's POSIX message queues, and access to them.
 *   <li>{@code mailbox}: mailboxes by name.
 *   <li>{@code task}: named tasks, and the links between them.
 *   <li>{@code message}: how a message is read from arguments and stdin, and written to stdout or a
 *       command.
 *   <li>{@code send}, {@code receive}, {@code service}, {@code manage}, {@code tour}: the verbs.
 * </ul>
 *
 * <p>What a mailbox is stands in {@code ipckit.common.mailbox}. A tool uses every room of {@code
 * common} except {@code os}, and no other tool.
 */
package ipckit.mq;
