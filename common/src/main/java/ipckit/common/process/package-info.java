/**
 * Processes: starts them, waits for them, and ends them. Uses {@code os} and the root package.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.common.process.ProcessLaunch} describes a child process and is the only way
 *       to start one; {@link ipckit.common.process.ChildProcess} is the child, {@link
 *       ipckit.common.process.ExitResult} its end, {@link ipckit.common.process.Pipe} and {@link
 *       ipckit.common.process.CommandInput} are its streams.
 *   <li>{@link ipckit.common.process.UserCommand} is a command of the user, as a child process or
 *       in place of this program. {@link ipckit.common.process.ThisProgram} starts this program
 *       again with another verb.
 *   <li>{@link ipckit.common.process.OwnCommandLine} keeps the bytes of the command line in every
 *       locale.
 *   <li>{@link ipckit.common.process.Shutdown} decides how a signal ends this process: clean-ups
 *       first, then death by that signal.
 *   <li>{@link ipckit.common.process.ProcessTree} is a set of child processes with all their
 *       descendants: {@link ipckit.common.process.TreeTag} marks them, {@link
 *       ipckit.common.process.TreeScan} and {@link ipckit.common.process.ChildRegistry} find them,
 *       {@link ipckit.common.process.TreeWatchdog} ends them when this process is killed. {@link
 *       ipckit.common.process.Subreaper} adopts orphans.
 *   <li>{@link ipckit.common.process.ProcessCondition} tells a stopped or stuck process from one
 *       that can make progress.
 *   <li>{@link ipckit.common.process.TerminalForeground} gives the terminal to the jobs of a shell.
 * </ul>
 *
 * <p>A user's command that cannot be run ends in 126, one that is not found in 127. A command that
 * signal n ends counts as status 128 + n.
 */
package ipckit.common.process;
