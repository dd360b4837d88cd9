/**
 * Who runs: commands started on a user's behalf and what became of them, and how this process ends
 * when a signal asks it to.
 */
package ipckit.common.process;
