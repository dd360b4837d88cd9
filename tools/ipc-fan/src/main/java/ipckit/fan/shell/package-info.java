/**
 * The verb {@code shell}: an interpreter for the commands of standard input, with jobs in the
 * foreground and in the background.
 *
 * <p>In reading order: {@link ipckit.fan.shell.CommandShell} reads lines from a {@link
 * ipckit.fan.shell.ShellInput}, parses each as a {@link ipckit.fan.shell.ShellLine}, and runs it in
 * a process, a {@link ipckit.fan.shell.ShellJob}. The {@link ipckit.fan.shell.ShellJobTable}
 * follows the state of all jobs. {@link ipckit.fan.shell.ShellBuiltIns} are the commands that the
 * shell performs itself.
 *
 * <p>Uses the rooms {@code cli}, {@code pipe}, {@code memory} and {@code process}, and the package
 * {@link ipckit.fan.pool}.
 */
package ipckit.fan.shell;
