/**
 * {@code ipc-prodcons}: named buffers between producers and consumers.
 *
 * <p>This package holds the program's entry, {@link ipckit.prodcons.Main} with the list of verbs,
 * and what several verbs share: {@link ipckit.prodcons.BufferNamespace} (buffers by name), {@link
 * ipckit.prodcons.StreamProgress} (the live line of {@code put} and {@code get}) and a few
 * formatting helpers.
 *
 * <p>Each feature has a package of its own:
 *
 * <ul>
 *   <li>{@code put} and {@code get} move items;
 *   <li>{@code inspect} shows buffers: {@code peek}, {@code stat}, {@code explain}, {@code ls};
 *   <li>{@code manage} covers a buffer's life: {@code create}, {@code hold}, {@code rm}, {@code
 *       gc};
 *   <li>{@code bench} measures rings against pipes;
 *   <li>{@code demo} is {@code run}, the textbook's problem with real processes.
 * </ul>
 *
 * <p>A command converts its options to a validated record, makes one call and prints the result.
 * Items, waiting and recovery belong to the room {@code common.queue}. The feature packages use
 * this package and the rooms of common, but not each other; apart from {@code Main}, this package
 * uses none of them.
 */
package ipckit.prodcons;
