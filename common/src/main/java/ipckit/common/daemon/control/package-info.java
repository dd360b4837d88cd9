/**
 * The verbs {@code daemon ls}, {@code daemon status}, {@code daemon stop}, {@code daemon restart},
 * {@code daemon log}, {@code daemon wait} and {@code daemon rm}, which all programs have. All
 * programs share one set of daemon names, so each program can control every daemon.
 *
 * <p>In reading order: {@link ipckit.common.daemon.control.DaemonVerbs} lists the verbs. Each verb
 * has a class whose name ends in {@code Command}. {@code DaemonView} is a daemon as {@code ls} and
 * {@code status} show it. {@code DaemonStop} ends a daemon. {@code LogReader} copies a log, also
 * during rotations. {@code LogFiles} finds the files of the log.
 *
 * <p>This package uses {@code daemon}, {@code cli}, {@code naming}, {@code process} and {@code
 * ipckit.common}.
 */
package ipckit.common.daemon.control;
