/**
 * Daemons: background processes with a name. All programs of ipckit share one set of daemon names.
 * This package uses {@code cli}, {@code naming}, {@code process}, {@code sync} (for failpoints) and
 * {@code ipckit.common}. The package {@code control} has the verbs that show and stop daemons.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link ipckit.common.daemon.DaemonOptions} is the option {@code --daemon} of a verb, with
 *       the options that need it. {@link ipckit.common.daemon.DataStreams} says which standard
 *       streams the verb uses for data. {@link ipckit.common.daemon.Readiness} announces that a
 *       verb is ready.
 *   <li>{@link ipckit.common.daemon.Daemons} creates, finds and removes daemons. {@link
 *       ipckit.common.daemon.DaemonRecord} is the directory of a daemon with its {@link
 *       ipckit.common.daemon.DaemonSettings} and its {@link ipckit.common.daemon.DaemonState}.
 *   <li>{@link ipckit.common.daemon.DaemonStart} starts a daemon, and reads the {@link
 *       ipckit.common.daemon.StartReport}. {@link ipckit.common.daemon.MainProcess} represents this
 *       process if it is the main process of a daemon. {@link ipckit.common.daemon.DaemonProcesses}
 *       ends the processes that a daemon has left.
 *   <li>{@link ipckit.common.daemon.ShellScripts} runs the resource files {@code supervisor.sh},
 *       {@code processes.sh} and {@code end.sh}.
 * </ul>
 *
 * <p>A daemon consists of these processes, all in one session:
 *
 * <ul>
 *   <li>The <em>supervisor</em> is a small shell if the system has one, for example dash. It starts
 *       the main process, starts it again as the settings say, and records each change of the
 *       daemon's phase (for example from starting to running). Between these events, it only waits.
 *       TERM stops the daemon: the supervisor passes TERM on to the main process. HUP makes the
 *       logger read the size of the log file again.
 *   <li>The <em>main process</em> is the program with the words that the user has typed. Therefore
 *       an upgrade of the program takes effect at the next restart. The variable {@code
 *       IPCKIT_DAEMON_MAIN} tells the program that it is a main process.
 *   <li>The <em>logger</em> is a shell, too. Standard error of the main process is a pipe to the
 *       logger, which appends each line to the log and rotates the log. The supervisor keeps both
 *       ends of the pipe open. Therefore, if the logger is killed, only the line or the block that
 *       it was reading is lost. A shell must read a line byte by byte, because it must leave the
 *       next line in the pipe. That is slow. Therefore, after every 64 lines, the logger reads a
 *       block of up to 64 KiB by dd(1), and repeats this as long as each block has at least 16 KiB.
 *       If standard error of the command that starts the daemon is the journal, and the settings
 *       name no log file, the main process writes its messages to the journal. The pipe then
 *       carries no messages, and there is no log.
 * </ul>
 *
 * <p>The supervisor and the main process hold the lock of the daemon, an open-file-description lock
 * that they have inherited. No other process holds it, so the lock is free when both have ended.
 * The kernel sends TERM to the main process when the supervisor dies.
 *
 * <p>The pipe also carries orders to the logger. An order is a line that ends in a secret token and
 * a word. The main process announces that it is ready by the word {@code ready}, and the supervisor
 * ends the logger by {@code end}. Because messages and orders use the same pipe, an order takes
 * effect after all earlier messages. After {@code ready} and {@code end}, the logger sends a signal
 * to the supervisor. Until the daemon is ready for the first time, the logger also copies each
 * message to the command that starts the daemon. When the daemon is ready or has ended, the
 * supervisor sends the result to that command.
 *
 * <p>A main process may announce that it is ready, and end before the logger has read the
 * announcement. The announcement must count nevertheless. Therefore, when a main process has ended
 * without a known announcement, the supervisor sends {@code end} to the logger. The logger reads
 * everything before this order, including the announcement, and ends. Then the supervisor starts
 * another logger.
 *
 * <p>If a limit prevents the start of processes, the supervisor continues. This needs care, because
 * a failed fork ends a shell, unless the shell forks in {@code command eval}. The function {@code
 * attempt} of the script therefore uses {@code command eval} for everything that forks. The
 * supervisor tries again every 50 ms until it can start the logger, or can end the processes that a
 * main process has left. Between two tries it reads from a {@link
 * ipckit.common.process.PauseSource}, because sleep(1) would be another process. A main process
 * that cannot be started counts as failed with the exit status 125. In bash, {@code command eval}
 * does not help: bash repeats a failed fork for half a minute and then ends, so that the daemon
 * counts as died.
 *
 * <p>The file {@code state} contains pids. If the home (the directory of all objects) is on a disk,
 * the file remains after a reboot, and after the end of the PID namespace in which these pids were
 * assigned. Therefore the file also identifies the boot and the namespace. In another {@link
 * ipckit.common.process.PidSpace}, the pids are ignored, and the daemon counts as died unless it
 * had ended before.
 *
 * <p>The main process and its descendants have an environment variable with the tag of the daemon.
 * Before a restart, the supervisor ends the processes with this tag. The supervisor, the logger and
 * their helpers have another tag, so they are not ended. If a command of the daemon has started
 * another daemon, that daemon has its own tag, so it is not ended either. The supervisor misses a
 * process that has cleared its environment and created a session of its own, if the parent of this
 * process has ended.
 *
 * <table>
 *   <caption>What remains when a process is killed by KILL. In brackets is the {@linkplain
 *   DaemonStep failpoint}, at which tests kill the process that starts the daemon.</caption>
 *   <tr><th>killed process, and its last step</th><th>left behind</th><th>repaired by</th></tr>
 *   <tr><td>start: the directory exists [D1], the lock is held [D2]</td>
 *       <td>a record without content, or the record of the earlier run</td>
 *       <td>the next start</td></tr>
 *   <tr><td>start: the state says "starting" [D3], the rest is recorded [D4]</td>
 *       <td>a record whose lock is free: the daemon counts as died</td>
 *       <td>the next start</td></tr>
 *   <tr><td>start: the supervisor runs [D5], the daemon is ready [D6]</td>
 *       <td>a daemon that runs, or that ends by itself if it cannot become ready</td>
 *       <td>nothing to repair</td></tr>
 *   <tr><td>supervisor, without a main process: before it starts the first one, or while it waits
 *       before a restart</td>
 *       <td>a logger, which ends because its pipe has no writer; the lock is free, so the daemon
 *       counts as died. A helper process of the supervisor ends by itself</td>
 *       <td>the next start or stop</td></tr>
 *   <tr><td>supervisor, while the main process starts or runs</td>
 *       <td>the main process gets TERM, finishes its work, and ends. If it has not asked the kernel
 *       for TERM yet, it sees later that its parent is another process, and ends, too. Then the
 *       logger ends. The daemon counts as died</td>
 *       <td>the next start, stop or removal ends commands that the main process has left</td></tr>
 *   <tr><td>supervisor, while it records a phase</td>
 *       <td>a file {@code state.new}, and the earlier phase in {@code state}</td>
 *       <td>the next change of the phase</td></tr>
 *   <tr><td>main process, before it was ready for the first time</td>
 *       <td>its commands, which the supervisor ends; the command that starts the daemon reports
 *       137</td>
 *       <td>the supervisor</td></tr>
 *   <tr><td>main process, afterwards</td>
 *       <td>its commands, which the supervisor ends before it starts the next main process</td>
 *       <td>the supervisor</td></tr>
 *   <tr><td>supervisor and main process</td>
 *       <td>the commands of the main process; the daemon counts as died</td>
 *       <td>the next start, before its main process starts; or the next stop or removal</td></tr>
 *   <tr><td>logger</td>
 *       <td>the messages stay in the pipe; a line or a block that was read and not written is
 *       lost</td>
 *       <td>the supervisor starts the logger again</td></tr>
 *   <tr><td>all processes, by a reboot; the home is on a disk</td>
 *       <td>a record whose lock is free and whose pids are ignored: the daemon counts as died</td>
 *       <td>the next start, stop or removal</td></tr>
 * </table>
 *
 * <p>If the logger cannot write to the log, for example because the disk is full, it counts the
 * lost lines and continues. When it can write again, it logs the number of the lost lines. A NUL
 * byte in a message is lost, because a shell cannot read it.
 */
package ipckit.common.daemon;
