/**
 * Starts processes, waits for them, and ends them. Uses the packages {@code ipckit.common.os} and
 * {@code ipckit.common}.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.common.process.ProcessLaunch} describes and starts a child process; no other
 *       class starts child processes. {@link ipckit.common.process.ChildProcess} is the running
 *       child, and {@link ipckit.common.process.ExitResult} is the result of a child that has
 *       ended. {@link ipckit.common.process.Pipe} and {@link ipckit.common.process.CommandInput}
 *       are the child's streams.
 *   <li>{@link ipckit.common.process.UserCommand} is a command of the user, which runs as a child
 *       process or replaces this program. {@link ipckit.common.process.ThisProgram} starts this
 *       program again with other arguments.
 *   <li>{@link ipckit.common.process.OwnCommandLine} reads the command line as bytes, so that no
 *       locale changes its characters. {@link ipckit.common.process.NulList} divides such bytes
 *       into words.
 *   <li>{@link ipckit.common.process.Shutdown} decides how a signal ends this process: the
 *       clean-ups run first, and then the process dies by that signal. If the reader of standard
 *       output closes it while this process waits for its children, this process also runs the
 *       clean-ups, and then exits with 141. Before a signal ends this process, the process finishes
 *       its {@link ipckit.common.process.WorkInProgress}: a command that works on claimed records
 *       ({@link ipckit.common.process.CommandWork}) or a pool of commands ({@link
 *       ipckit.common.process.PoolWork}).
 *   <li>{@link ipckit.common.process.ServiceNotification} notifies the service manager or another
 *       process that has started this program. It sends one notification when this program is
 *       ready, and one when this program begins to end.
 *   <li>{@link ipckit.common.process.ProcessTree} is a set of child processes with all their
 *       descendants. {@link ipckit.common.process.TreeTag} is an environment variable that marks
 *       the processes of a tree. {@link ipckit.common.process.TreeScan} and {@link
 *       ipckit.common.process.ChildRegistry} find the processes. {@link
 *       ipckit.common.process.TreeWatchdog} ends them when this process is killed. {@link
 *       ipckit.common.process.Subreaper} makes this process the parent of its orphaned descendants.
 *       {@link ipckit.common.process.AdoptionScript} lets a shell wait until it is an orphan.
 *       {@link ipckit.common.process.OrphanReaper} reaps orphans if this process has the pid 1.
 *   <li>{@link ipckit.common.process.CommandProcesses} sends signals to a command and its
 *       descendants.
 *   <li>{@link ipckit.common.process.ProcessCondition} distinguishes a stopped or stuck process
 *       from a process that can make progress.
 *   <li>Daemons: {@link ipckit.common.process.InheritableLock} is a lock that children keep. {@link
 *       ipckit.common.process.RunningProcess} is a process that is known only by its pid and its
 *       start time, and {@link ipckit.common.process.PidSpace} is the scope in which these numbers
 *       are valid. {@link ipckit.common.process.SupervisedProcess} prepares this process to run
 *       under a supervisor. {@link ipckit.common.process.ScanScript} has the shell functions that
 *       find processes, and {@link ipckit.common.process.PauseSource} lets a shell script wait
 *       without another process.
 *   <li>{@link ipckit.common.process.UserIdentity} makes this process another user, so that it
 *       gives up the rights of root.
 *   <li>{@link ipckit.common.process.TerminalForeground} brings the process group of a child to the
 *       foreground of the terminal, as a shell does when it runs a job.
 * </ul>
 *
 * <p>The package has more than 25 types, because a division would make the classes that start, find
 * and reap processes public.
 *
 * <p>The exit codes for a user's command are those of a shell: 126 if the command cannot be run,
 * 127 if the command is not found, and 128 + n if signal n ends the command.
 */
package ipckit.common.process;
