/**
 * {@code bench}: measures the cost of an item and of a round trip between two processes. It
 * compares four mechanisms: two kinds of ring in shared memory, and two kinds of pipe.
 *
 * <p>Three kinds of process take part. The process that the user starts ({@code BenchRun})
 * schedules the measurements and prints the results. For each mechanism, this process starts a
 * client process ({@link ipckit.prodcons.bench.BenchClientCommand}, {@code BenchClient}), which
 * measures. Each client process starts a server process ({@link
 * ipckit.prodcons.bench.BenchServerCommand}, {@code BenchServer}), which is the other end of the
 * client's {@code BenchChannel}.
 *
 * <p>The client and server processes exist during all rounds. Each round measures every mechanism
 * once with every item size. A slow period of the machine therefore affects all mechanisms equally.
 *
 * <p>This package may use only the packages of {@code common}.
 */
package ipckit.prodcons.bench;
