/**
 * The verb {@code shell}, which is an interpreter for the commands of standard input. Jobs run in
 * the foreground or in the background.
 *
 * <p>In reading order: {@link ipckit.fan.shell.CommandShell} reads lines from a {@link
 * ipckit.fan.pool.RecordInput}, parses each line as a {@link ipckit.fan.shell.ShellLine}, and runs
 * the line's command as a {@link ipckit.fan.shell.ShellJob}, which is a child process. The {@link
 * ipckit.fan.shell.ShellJobTable} follows the state of all jobs. {@link
 * ipckit.fan.shell.ShellBuiltIns} performs the built-in commands, which are not jobs.
 *
 * <p>This package uses the packages {@code cli}, {@code pipe} and {@code process} of {@code
 * ipckit.common}, and the package {@link ipckit.fan.pool}.
 */
package ipckit.fan.shell;
