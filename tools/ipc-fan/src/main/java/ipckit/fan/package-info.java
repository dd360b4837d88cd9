/**
 * {@code ipc-fan} runs one parent and its children. {@link ipckit.fan.Main} is the entry point and
 * has the list of the verbs. Each verb has a package of its own:
 *
 * <ul>
 *   <li>{@link ipckit.fan.textbook}: {@code -n N} and {@code run} create a fan, which is one parent
 *       with n children; {@code explain} explains how textbooks create a fan;
 *   <li>{@link ipckit.fan.each}: {@code each} runs a command for each record of standard input, of
 *       files or of the command line;
 *   <li>{@link ipckit.fan.split}: {@code split} divides standard input among children;
 *   <li>{@link ipckit.fan.serve}: {@code serve} passes records to workers, which answer the
 *       records;
 *   <li>{@link ipckit.fan.source}: {@code from} runs a command for each message of a mailbox or
 *       each item of a buffer;
 *   <li>{@link ipckit.fan.shell}: {@code shell} is an interpreter for the commands of standard
 *       input.
 * </ul>
 *
 * <p>The package {@link ipckit.fan.joblog} is the job log of {@code each}. Several verbs use the
 * following two packages. {@link ipckit.fan.pool} has the options, the exit status and the threads
 * of a pool. {@link ipckit.fan.output} writes standard output from several threads. The package
 * {@code pool} uses {@code output}, and {@code output} uses no package of this program.
 */
package ipckit.fan;
