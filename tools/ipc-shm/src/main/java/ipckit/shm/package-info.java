/**
 * The program {@code ipc-shm}: shared-memory segments for the shell.
 *
 * <p>This package holds only {@link ipckit.shm.Main}, with the list of verbs. The other packages,
 * in reading order; an arrow means "uses":
 *
 * <pre>
 *   segment (create, stat, ls, chmod, rm, gc, attach, pin, unpin, lock) ─┐
 *   content (read, write, print, fill, dump) ────────────────────────────┤
 *   cell    (cell get, set, add, cas, wait, bench) ──────────────────────┼─► trace ─► scheme
 *   tour    (tour) ──────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>{@code scheme} holds the segments themselves: local, POSIX and System V. {@code trace} reports
 * the steps of a verb. No package uses {@code Main}; a command that starts this program as another
 * process gets the main class from the list of verbs.
 */
package ipckit.shm;
