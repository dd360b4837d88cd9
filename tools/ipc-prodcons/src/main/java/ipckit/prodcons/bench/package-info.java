/**
 * {@code bench}: measures the cost of an item and of a round trip between two processes, through
 * rings in shared memory and through the kernel's pipes.
 *
 * <p>Three kinds of process take part. The process that the user starts ({@code BenchRun})
 * schedules the measurements and prints the results. For each mechanism a client process ({@link
 * ipckit.prodcons.bench.BenchClientCommand}, {@code BenchClient}) measures, and a server process
 * ({@link ipckit.prodcons.bench.BenchServerCommand}, {@code BenchServer}), the client's child, is
 * the other end of a {@code BenchChannel}. The client and server processes run through all rounds.
 * Each round measures every mechanism once, so that a slow period of the machine affects all
 * mechanisms equally.
 *
 * <p>This package may use the rooms of common only.
 */
package ipckit.prodcons.bench;
