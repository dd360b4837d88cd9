/**
 * The program {@code ipc-shm}, with which a shell script uses shared-memory segments.
 *
 * <p>This package holds only {@link ipckit.shm.Main}, with the list of verbs (subcommands). The
 * other packages are shown in reading order; an arrow means "uses":
 *
 * <pre>
 * segment  (create, stat, ls, chmod, rm, gc, attach, pin, unpin, lock) ─┐
 * content  (read, write, print, fill, dump) ────────────────────────────┤
 * cell     (cell get, set, add, cas, wait, bench) ──────────────────────┼─► trace ─► scheme
 * tour     (tour) ──────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>{@code scheme} implements the three kinds of segments: local, POSIX and System V. {@code
 * trace} reports the steps that a verb takes with a segment. None of these packages uses {@code
 * Main}. Some verbs start this program again as another process, and therefore get the main class
 * as a constructor argument.
 */
package ipckit.shm;
