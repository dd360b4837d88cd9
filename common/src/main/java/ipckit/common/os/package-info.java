/**
 * The operating system's calls under their C names inside, under Java names outside: the only home
 * of linkers, method handles, errno and signals.
 *
 * <p>The first handle costs tens of milliseconds of start-up, so each class makes its own handle
 * when it is first used, and a command that never sleeps never pays.
 */
package ipckit.common.os;
