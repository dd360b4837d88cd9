/**
 * {@code ipc-fan}: one parent and its children. {@link ipckit.fan.Main} is the entry point and has
 * the list of the verbs; each verb is a package of its own.
 *
 * <ul>
 *   <li>{@link ipckit.fan.textbook}: {@code -n N}, {@code run} and {@code explain}, the textbook's
 *       fan of n children;
 *   <li>{@link ipckit.fan.each}: {@code each}, a command for each record of standard input;
 *   <li>{@link ipckit.fan.split}: {@code split}, standard input divided among children;
 *   <li>{@link ipckit.fan.serve}: {@code serve}, records answered by workers;
 *   <li>{@link ipckit.fan.source}: {@code from}, a command for each message of a mailbox or item of
 *       a buffer;
 *   <li>{@link ipckit.fan.shell}: {@code shell}, an interpreter for the commands of standard input.
 * </ul>
 *
 * <p>Two packages hold what several verbs share: {@link ipckit.fan.pool} the options, the exit
 * status and the threads of a pool, and {@link ipckit.fan.output} standard output that several
 * threads write. They use no other package of this program except that {@code pool} uses {@code
 * output}.
 */
package ipckit.fan;
