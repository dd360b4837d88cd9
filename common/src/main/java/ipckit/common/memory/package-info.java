/**
 * The memory of shared objects: mapped files, shared words with named access modes, scans of bytes,
 * and the formats of items. No class of this package waits for another process.
 *
 * <ul>
 *   <li>{@link ipckit.common.memory.MappedFile} creates and maps files, and reports faults in a
 *       mapping; {@link ipckit.common.memory.Mapping} is the mapped memory.
 *   <li>{@link ipckit.common.memory.Words} makes every access to a word that another process reads
 *       or writes.
 *   <li>{@link ipckit.common.memory.RunFormat}, {@link ipckit.common.memory.RunBytes} and {@link
 *       ipckit.common.memory.ItemCursor} separate the items of a run.
 *   <li>{@link ipckit.common.memory.ByteScan} searches and counts bytes.
 *   <li>{@link ipckit.common.memory.SystemVMemory} and {@link ipckit.common.memory.AddressSpace}
 *       give {@code ipc-shm} System V segments and raw addresses.
 * </ul>
 *
 * <p>This package may use {@code os}.
 */
package ipckit.common.memory;
