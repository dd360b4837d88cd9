/**
 * {@code bench}: measures how long it takes to pass an item from one process to another, and how
 * long a round trip takes. It compares two kinds of ring in shared memory with two kinds of pipe, a
 * UNIX socket, and two kinds of message queue of the kernel.
 *
 * <p>Three kinds of process take part. The process that the user starts ({@code BenchRun})
 * schedules the measurements and prints the results. For each mechanism, this process starts a
 * client process ({@link ipckit.prodcons.bench.BenchClientCommand}, {@code BenchClient}), which
 * measures the times. Each client process starts a server process ({@link
 * ipckit.prodcons.bench.BenchServerCommand}, {@code BenchServer}). The client and the server
 * exchange items over a {@code BenchChannel}.
 *
 * <p>The client and server processes exist during all rounds. Each round measures every mechanism
 * once with every item size. A slow period of the machine therefore affects all mechanisms equally.
 *
 * <p>This package may use only the packages of {@code common}.
 */
package ipckit.prodcons.bench;
