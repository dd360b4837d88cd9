/**
 * {@code ipc-prodcons}: named buffers between producers and consumers.
 *
 * <p>This package contains the program's entry, {@link ipckit.prodcons.Main} with the list of verbs
 * (subcommands), and the types that several verbs use: {@link ipckit.prodcons.BufferNamespace}
 * (buffers by name), {@link ipckit.prodcons.StreamProgress} (the progress line of {@code put} and
 * {@code get}) and formatting helpers.
 *
 * <p>Each feature has a package of its own:
 *
 * <ul>
 *   <li>{@code put} and {@code get} move items;
 *   <li>{@code inspect} shows buffers: {@code peek}, {@code stat}, {@code explain}, {@code ls};
 *   <li>{@code manage} creates, removes and cleans up buffers, and lets consumers wait while no
 *       producer is attached: {@code create}, {@code rm}, {@code gc}, {@code hold};
 *   <li>{@code bench} compares the speed of buffers (rings in shared memory) and pipes;
 *   <li>{@code demo} shows the textbook's producer-consumer problem with real processes: {@code
 *       run}.
 * </ul>
 *
 * <p>The class of a verb converts the options to a validated record, calls the method that executes
 * the verb, and prints the result. The package {@code common.queue} implements items, waiting and
 * recovery. A feature package uses this package and the packages of the module {@code common}, but
 * no other feature package. Only {@code Main} uses the feature packages.
 */
package ipckit.prodcons;
